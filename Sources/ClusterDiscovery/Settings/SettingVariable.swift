/// An environment variable that gives a setting its value.
public struct SettingVariable: Hashable, Sendable {
  /// What a user of the variable should know.
  public enum Standing: Hashable, Sendable {
    case current
    /// Still read, with a warning.
    case deprecated
  }

  /// The name, such as `SUGARKUBE_SERVERS`.
  public let name: String
  /// Whether the variable is to be used.
  public let standing: Standing
  let reading: Reading

  /// How the value of the variable becomes that of the setting.
  enum Reading: Hashable, Sendable {
    case same
    /// A number alone counts in this unit.
    case unit(TimeUnit)
    /// A flag that stands for one of two values.
    case flag(on: String, off: String)
  }

  private init(_ name: String, _ standing: Standing = .current, _ reading: Reading = .same) {
    self.name = name
    self.standing = standing
    self.reading = reading
  }

  /// A variable whose 1 is the setting's 0.
  static func opposite(_ name: String) -> SettingVariable {
    flag(name, on: "0", off: "1")
  }

  static func flag(_ name: String, on: String, off: String) -> SettingVariable {
    SettingVariable(name, .current, .flag(on: on, off: off))
  }

  static func seconds(_ name: String) -> SettingVariable {
    SettingVariable(name, .current, .unit(.seconds))
  }

  var deprecated: SettingVariable {
    SettingVariable(name, .deprecated, reading)
  }

  /// The setting's text for the variable's; nil when the variable is no flag but should be.
  func translated(_ text: String) -> String? {
    switch reading {
    case .same: text
    case .unit(let unit):
      text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } ? text + unit.rawValue : text
    case .flag(let on, let off):
      SettingForm<Bool>.flag.read(text).map { $0 ? on : off }
    }
  }

  /// What the variable's value looks like, for a setting that expects `expected`.
  func expected(_ expected: String) -> String {
    switch reading {
    case .same: expected
    case .unit(let unit): "\(unit.word); \(expected)"
    case .flag: SettingForm<Bool>.flag.expected
    }
  }
}

extension SettingVariable: ExpressibleByStringLiteral {
  /// A current variable whose value is written as the setting's.
  public init(stringLiteral name: String) {
    self.init(name)
  }
}
