/// A unit of time in which a setting is written.
enum TimeUnit: String, Sendable {
  case milliseconds = "ms"
  case seconds = "s"
  case minutes = "m"
  case hours = "h"

  var length: Duration {
    switch self {
    case .milliseconds: .milliseconds(1)
    case .seconds: .seconds(1)
    case .minutes: .seconds(60)
    case .hours: .seconds(3600)
    }
  }

  /// The word that follows a number in a sentence.
  var word: String {
    switch self {
    case .milliseconds: "milliseconds"
    case .seconds: "seconds"
    case .minutes: "minutes"
    case .hours: "hours"
    }
  }
}

/// A time as people type it: a decimal number and `ms`, `s`, `m`, `h`, or no unit.
enum DurationText {
  /// Nine digits before and after the point, so that no sum here overflows.
  private static let digits = 9

  /// Reads a time; a number without a unit counts in `unit`.
  static func duration(_ text: String, in unit: TimeUnit) -> Duration? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let suffix = String(text.dropFirst(number.count)).withoutBlanks
    let unit = suffix.isEmpty ? unit : TimeUnit(rawValue: suffix)
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let unit, parts.count <= 2, let whole = parts.first, let count = Self.count(whole)
    else { return nil }
    guard let fraction = parts.dropFirst().first else { return unit.length * count }
    guard let part = Self.count(fraction) else { return nil }
    let scale = (0..<fraction.count).reduce(1) { scale, _ in scale * 10 }
    return unit.length * count + unit.length * part / scale
  }

  /// The time as a decimal number and the unit; nanoseconds are the finest that is shown.
  static func text(_ duration: Duration, in unit: TimeUnit) -> String {
    let scale = 1_000_000_000
    let whole = Int(duration / unit.length)
    let rest = duration - unit.length * whole
    let fraction = Int((rest * scale / unit.length).rounded())
    guard fraction > 0, fraction < scale else {
      return "\(whole + fraction / scale)\(unit.rawValue)"
    }
    var places = String(String(scale + fraction).dropFirst())
    while places.hasSuffix("0") { places.removeLast() }
    return "\(whole).\(places)\(unit.rawValue)"
  }

  private static func count(_ text: Substring) -> Int? {
    guard (1...digits).contains(text.count) else { return nil }
    return Int(text)
  }
}
