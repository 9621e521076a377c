/// The help of a command, made from its table.
extension CommandDescription {
  /// The line that says how the command is called.
  var usage: String { usageParts.joined(separator: " ") }

  /// The parts of the usage that stay together where the line is broken.
  private var usageParts: [String] {
    let switches = (options + [.help]).map { option in
      "[\(option.usage)]" + (option.isRepeatable ? "..." : "")
    }
    return ["USAGE:", fullName] + switches + [operands?.usage].compactMap(\.self)
  }

  /// The whole help, as `--help` prints it.
  var help: String {
    var parts = ["OVERVIEW: \(overview)"]
    parts += discussion.map { HelpText.wrapped($0, indentation: 0) }
    parts.append(HelpText.wrapped(usageParts, indentation: 2))
    if let operands {
      let rows = operands.placeholders.map { ("<\($0.name)>", $0.help) }
      parts.append(HelpText.table("ARGUMENTS", rows))
    }
    parts.append(HelpText.table("OPTIONS", (options + [.help]).map { ($0.usage, $0.help) }))
    parts.append(HelpText.exitCodes(exitCodes))
    return parts.joined(separator: "\n\n")
  }
}

enum HelpText {
  private static let width = 80
  private static let firstColumn = 24

  /// The help of the program itself.
  static var program: String {
    [
      "OVERVIEW: Sees, asks and explains Multicast DNS (RFC 6762, RFC 6763).",
      programUsage,
      table(
        "COMMANDS",
        Probe.commands.map { ($0.description.name, $0.description.overview) }
          + [(ClusterCommand.name, ClusterCommand.overview)]),
      table("OPTIONS", [OptionDescription.version, .help].map { ($0.usage, $0.help) }),
      exitCodes([
        (0, "Done."), (1, "Failed, or nothing was found."), (3, "The network could not be used."),
      ]),
      "See '\(Probe.name) <command> --help' for each command.",
    ].joined(separator: "\n\n")
  }

  static let programUsage = "USAGE: \(Probe.name) [--version] [--help] <command> ..."

  static func exitCodes(_ codes: [(code: Int, meaning: String)]) -> String {
    let all = (codes + [(2, "Wrong arguments.")]).sorted { $0.code < $1.code }
    return table("EXIT CODES", all.map { (String($0.code), $0.meaning) })
  }

  /// A heading, and rows of a term and its explanation.
  static func table(_ heading: String, _ rows: [(term: String, text: String)]) -> String {
    let lines = rows.map { row in
      let term = "  \(row.term)"
      let text = wrapped(row.text, indentation: firstColumn)
      guard term.count + 2 <= firstColumn else {
        return "\(term)\n\(spaces(firstColumn))\(text)"
      }
      return term + spaces(firstColumn - term.count) + text
    }
    return "\(heading):\n" + lines.joined(separator: "\n")
  }

  /// The text in lines, all but the first indented.
  static func wrapped(_ text: String, indentation: Int) -> String {
    wrapped(text.split(separator: " ").map(String.init), indentation: indentation)
  }

  /// The words in lines, all but the first indented; each has the width without the indentation.
  static func wrapped(_ words: [String], indentation: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in words {
      if !line.isEmpty, line.count + 1 + word.count > width - indentation {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n" + spaces(indentation))
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: count)
  }
}
