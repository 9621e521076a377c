internal import ClusterDiscovery

/// Why arguments make no sense.
enum UsageError: Error, Hashable {
  case commandMissing
  case commandUnknown(String, nearest: String?)
  case optionUnknown(String, nearest: String?)
  case optionRepeated(OptionDescription)
  case optionsExclusive(OptionDescription, OptionDescription)
  /// The first makes sense only beside the second.
  case optionNeeds(OptionDescription, OptionDescription)
  case valueMissing(OptionDescription)
  case valueUnexpected(OptionDescription)
  case valueInvalid(OptionDescription, String, expected: String)
  case operandMissing(String)
  case operandUnexpected(String)
  case operandInvalid(String, expected: String)
  /// Settings of a cluster that cannot be used.
  case settingsInvalid(SettingsError)
  /// A setting that the command cannot follow, with the reason.
  case settingUnsupported(String, String, String)
}

extension UsageError: CustomStringConvertible {
  /// One line that is safe to print, whatever was typed.
  var description: String {
    switch self {
    case .commandMissing: "a command is missing"
    case .commandUnknown(let word, let nearest): "unknown command \(word.quoted)\(hint(nearest))"
    case .optionUnknown(let word, let nearest): "unknown option \(word.quoted)\(hint(nearest))"
    case .optionRepeated(let option): "--\(option.name) may be given only once"
    case .optionsExclusive(let first, let second):
      "--\(first.name) and --\(second.name) exclude each other"
    case .optionNeeds(let first, let second): "--\(first.name) needs --\(second.name) beside it"
    case .valueMissing(let option): "--\(option.name) needs a value: \(option.usage)"
    case .valueUnexpected(let option): "--\(option.name) takes no value"
    case .valueInvalid(let option, let text, let expected):
      "--\(option.name) is \(text.quoted), but must be \(expected)"
    case .operandMissing(let usage): "missing: \(usage)"
    case .operandUnexpected(let word): "unexpected argument \(word.quoted)"
    case .operandInvalid(let word, let expected): "\(word.quoted) is not \(expected)"
    case .settingsInvalid(let error):
      error.faults.map(\.description).joined(separator: "; ")
    case .settingUnsupported(let option, let value, let reason):
      "--\(option) \(value) is not possible here: \(reason)"
    }
  }

  private func hint(_ nearest: String?) -> String {
    nearest.map { "; did you mean \($0)?" } ?? ""
  }
}
