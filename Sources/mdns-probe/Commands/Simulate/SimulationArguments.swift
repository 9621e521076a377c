internal import MulticastDNSSimulator

/// Values that only a simulation takes.
extension ParsedArguments {
  /// A whole number of percent below 100; nil when the option was not given.
  func percent(of option: OptionDescription) throws(UsageError) -> Int? {
    guard let text = text(of: option) else { return nil }
    guard text.utf8.allSatisfy(\.isDigit), let percent = Int(text), percent < 100 else {
      throw .valueInvalid(option, text, expected: "whole percent below 100")
    }
    return percent
  }

  /// Some kinds of faults, or all that are known; none when the option was not given.
  func faultKinds(
    of option: OptionDescription, among known: Set<FaultKind>
  ) throws(UsageError) -> Set<FaultKind> {
    guard let text = text(of: option) else { return [] }
    if text == "all" { return known }
    var kinds: Set<FaultKind> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let kind = FaultKind(rawValue: String(word)), known.contains(kind) else {
        let names = FaultKind.allCases.filter(known.contains).map(\.rawValue)
        throw .valueInvalid(
          option, text, expected: "all, or with commas between: \(names.joined(separator: ", "))")
      }
      kinds.insert(kind)
    }
    return kinds
  }
}
