/// The arguments of one command, sorted into options and operands.
struct ParsedArguments: Sendable {
  private var values: [String: [String]] = [:]
  private(set) var operands: [String] = []

  /// Sorts the words behind the name of a command by its table.
  ///
  /// A value stands behind its option or behind `=`; after `--` every word is an operand, and so is
  /// `-` anywhere. Throws at the first word that the table does not allow.
  init(_ words: [String], of command: CommandDescription) throws(UsageError) {
    let options = command.options + [.help]
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        rest = []
      } else if word == "-h" {
        values[OptionDescription.help.name] = [""]
      } else if word.hasPrefix("-"), word != "-" {
        try take(word, followedBy: &rest, among: options)
      } else {
        operands.append(word)
      }
    }
    guard !has(.help) else { return }
    try checkOperands(against: command.operands)
  }

  private mutating func take(
    _ word: String, followedBy rest: inout ArraySlice<String>, among options: [OptionDescription]
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let attached = parts.count == 2 ? String(parts[1]) : nil
    guard let option = options.first(where: { "--\($0.name)" == parts[0] }) else {
      let known = options.map { "--\($0.name)" }
      throw .optionUnknown(String(parts[0]), nearest: String(parts[0]).nearest(among: known))
    }
    if !option.isRepeatable, option.value != nil, values[option.name] != nil {
      throw .optionRepeated(option)
    }
    guard option.value != nil else {
      guard attached == nil else { throw .valueUnexpected(option) }
      values[option.name] = [""]
      return
    }
    // What looks like an option is one: a value that begins with dashes goes behind `=`.
    guard let value = attached ?? (rest.first?.hasPrefix("--") == true ? nil : rest.popFirst())
    else { throw .valueMissing(option) }
    values[option.name, default: []].append(value)
  }

  private func checkOperands(against description: OperandDescription?) throws(UsageError) {
    guard let description else {
      if let word = operands.first { throw .operandUnexpected(word) }
      return
    }
    guard operands.count >= description.count.lowerBound else {
      throw .operandMissing(description.usage)
    }
    guard operands.count <= description.count.upperBound else {
      throw .operandUnexpected(operands[description.count.upperBound])
    }
  }
}

extension ParsedArguments {
  /// Whether the option was given.
  func has(_ option: OptionDescription) -> Bool { values[option.name] != nil }

  /// The value of the option; nil when it was not given.
  func text(of option: OptionDescription) -> String? { values[option.name]?.last }

  /// The values of a repeatable option in their order.
  func texts(of option: OptionDescription) -> [String] { values[option.name] ?? [] }
}
