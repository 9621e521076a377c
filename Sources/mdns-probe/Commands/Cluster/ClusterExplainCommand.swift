internal import ClusterDiscovery

/// `cluster explain`: says of each setting its value, where that came from, and what is to be known.
struct ClusterExplainCommand: Command {
  private static let json = OptionDescription(
    name: "json", help: "One JSON object for each setting, each on one line.")

  static let description = CommandDescription(
    name: "explain", overview: "Shows each setting of a node and where its value came from.",
    discussion: [
      """
      An option goes before a variable, and a variable before the default. Nothing is sent. The value \
      of a secret is never shown.
      """
    ],
    options: [json] + ClusterOptions.descriptions, exitCodes: [(0, "All was shown.")])

  private let resolution: ClusterOptions.Resolution
  private let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try self.init(arguments, environment: Host.environmentVariables)
  }

  init(_ arguments: ParsedArguments, environment: [String: String]) throws(UsageError) {
    resolution = try ClusterOptions.resolve(arguments, environment: environment)
    isJSON = arguments.has(Self.json)
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    console.begin(resolution)
    let lines =
      isJSON ? Self.json(resolution.effective) : Self.table(resolution.effective, console.style)
    for line in lines { try console.result(line) }
    return .success
  }

  static func table(_ settings: [EffectiveSetting], _ style: TextStyle) -> [String] {
    let rows = settings.map { setting in
      [setting.name, setting.value.safe, "\(setting.source)", setting.note ?? ""]
    }
    return ColumnText.lines([["SETTING", "VALUE", "SOURCE", "NOTE"]] + rows, style: style)
  }

  static func json(_ settings: [EffectiveSetting]) -> [String] {
    settings.map { setting in
      var json = JSONWriter()
      json.object { object in
        object.member("setting", setting.name)
        object.member("value", setting.value)
        object.member("source", "\(setting.source)")
        object.member("note", setting.note)
      }
      return String(decoding: json.octets, as: UTF8.self)
    }
  }
}
