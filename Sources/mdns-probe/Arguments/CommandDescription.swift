/// What a command takes and promises: the one table from which its arguments are parsed and its
/// help is written.
struct CommandDescription: Sendable {
  let name: String
  /// One sentence.
  let overview: String
  /// Whole paragraphs below the overview, one element each.
  var discussion: [String] = []
  var operands: OperandDescription?
  var options: [OptionDescription] = []
  /// What each exit code means, beside 2 for wrong arguments.
  let exitCodes: [(code: Int, meaning: String)]

  /// The word that stands before the name; nil for none.
  var group: String?

  /// The name with that of the program before it.
  var fullName: String { [Probe.name, group, name].compactMap(\.self).joined(separator: " ") }
}

/// The arguments that are not options.
struct OperandDescription: Sendable {
  /// How they stand in the usage.
  let usage: String
  /// Each placeholder and what it stands for.
  let placeholders: [(name: String, help: String)]
  let count: ClosedRange<Int>
}

/// An option and whether it takes a value.
struct OptionDescription: Sendable, Hashable {
  /// Without the two dashes.
  let name: String
  /// What stands for the value in the help; nil when the option is a switch.
  var value: String?
  var isRepeatable = false
  let help: String

  /// The option as it is typed, with its placeholder.
  var usage: String {
    "--\(name)" + (value.map { " \($0)" } ?? "")
  }
}

extension OptionDescription {
  static let help = OptionDescription(name: "help", help: "Show this help.")
  static let version = OptionDescription(name: "version", help: "Show the version.")
}
