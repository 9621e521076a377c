/// Values with a meaning.
extension ParsedArguments {
  /// A whole number from 1 on; nil when the option was not given.
  func count(of option: OptionDescription) throws(UsageError) -> Int? {
    guard let text = text(of: option) else { return nil }
    guard text.utf8.allSatisfy(\.isDigit), let count = Int(text), count > 0 else {
      throw .valueInvalid(option, text, expected: "a whole number above 0")
    }
    return count
  }

  /// Seconds, with decimals if need be, above 0 and up to a year; nil when the option was not given.
  func duration(of option: OptionDescription) throws(UsageError) -> Duration? {
    guard let text = text(of: option) else { return nil }
    guard let duration = Duration(seconds: text) else {
      throw .valueInvalid(option, text, expected: "seconds such as 2 or 0.5, above 0, up to a year")
    }
    return duration
  }
}

extension Duration {
  /// Nanoseconds are kept and what is smaller is cut; longer than a year is a mistake in typing.
  private static let longest = Duration.seconds(366 * 86_400)

  /// Reads decimal digits with at most one point; nil for anything else, for zero, and above a year.
  init?(seconds text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, text.utf8.count <= 32, text.utf8.contains(where: \.isDigit),
      parts.allSatisfy({ $0.allSatisfy(\.isDigit) })
    else { return nil }
    guard let whole = parts[0].isEmpty ? 0 : Int64(String(parts[0]) ?? ""), whole <= 366 * 86_400
    else { return nil }
    let decimals = parts.count == 2 ? Array(parts[1].prefix(9)) : []
    let nanoseconds = (0..<9).reduce(Int64(0)) { sum, place in
      sum * 10 + (place < decimals.count ? Int64(decimals[place] - UInt8(ascii: "0")) : 0)
    }
    self = .seconds(whole) + .nanoseconds(nanoseconds)
    guard self > .zero, self <= Self.longest else { return nil }
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
