/// One setting: how it is called, what it takes and what it means.
///
/// ``all`` has each setting once; reading, help, explanations and documents come from it.
public struct Setting: Sendable {
  /// The option's name without the dashes, such as `discovery-wait`.
  public let option: String
  /// The variables that set it, the first one that is set counts.
  public let variables: [SettingVariable]
  /// What a value looks like, to follow "expected".
  public let expected: String
  /// What the setting does, in one line.
  public let meaning: String
  /// Whether its value may not be shown.
  public let isSecret: Bool
  /// Whether the value is on or off.
  let isSwitch: Bool
  let assign: @Sendable (String, inout ClusterSettings) -> Bool
  let text: @Sendable (ClusterSettings) -> String

  /// The documented default, as it would be typed.
  public var defaultText: String {
    text(ClusterSettings())
  }

  init<Value>(
    _ option: String, _ path: any WritableKeyPath<ClusterSettings, Value> & Sendable,
    _ form: SettingForm<Value>, _ variables: [SettingVariable], _ meaning: String
  ) {
    self.init(
      option, expected: form.expected, variables, meaning, isSwitch: Value.self == Bool.self
    ) { text, settings in
      guard let value = form.read(text) else { return false }
      settings[keyPath: path] = value
      return true
    } text: {
      form.text($0[keyPath: path])
    }
  }

  init(
    _ option: String, expected: String, _ variables: [SettingVariable], _ meaning: String,
    isSecret: Bool = false, isSwitch: Bool = false,
    assign: @escaping @Sendable (String, inout ClusterSettings) -> Bool,
    text: @escaping @Sendable (ClusterSettings) -> String
  ) {
    self.option = option
    self.variables = variables
    self.expected = expected
    self.meaning = meaning
    self.isSecret = isSecret
    self.isSwitch = isSwitch
    self.assign = assign
    self.text = text
  }
}

extension Setting {
  /// Every setting, in the order of help and explanations.
  public static let all: [Setting] =
    identity + discovery + host + selfCheck + absence + gates + tokens + speaking

  /// The setting with an option's name.
  public static func named(_ option: String) -> Setting? {
    all.first { $0.option == option }
  }

  /// The lines of a command's help about this setting.
  public var help: [String] {
    let names = variables.filter { $0.standing == .current }.map(\.name)
    let origin = names.isEmpty ? "" : "; \(names.joined(separator: ", "))"
    return [
      "--\(option) VALUE", "    \(meaning).", "    Takes \(expected) (default: \(shown)\(origin))",
    ]
  }

  /// A row of a Markdown table with the option, the variables, the default, the values, the meaning.
  public var markdownRow: String {
    let names = variables.map { "`\($0.name)`" + ($0.standing == .current ? "" : " (deprecated)") }
    let cells = ["`--\(option)`", names.joined(separator: ", "), shown, expected, meaning]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private var shown: String {
    defaultText.isEmpty ? "none" : defaultText
  }
}
