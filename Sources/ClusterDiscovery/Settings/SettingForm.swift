internal import DNSSDWire

/// How the values of one type are written: what is expected, and the way there and back.
struct SettingForm<Value: Hashable & Sendable>: Sendable {
  /// What a value looks like, to follow "expected".
  let expected: String
  /// The value of a text; nil for a malformed one.
  let read: @Sendable (String) -> Value?
  /// The text that ``read`` turns into the value again.
  let text: @Sendable (Value) -> String
}

extension SettingForm {
  /// The values of another form, or none: by the word `none`, or by `zero` where that means the
  /// same.
  static func optional<Wrapped>(_ form: SettingForm<Wrapped>, zero: String? = nil) -> Self
  where Value == Wrapped? {
    SettingForm(
      expected: "\(form.expected), or none" + (zero.map { " or \($0)" } ?? ""),
      read: { $0 == "none" || $0 == zero ? .some(nil) : form.read($0).map { .some($0) } },
      text: { $0.map(form.text) ?? "none" })
  }
}

extension SettingForm where Value == Duration {
  /// A time; a number alone counts in `unit`.
  static func time(_ unit: TimeUnit, _ bounds: ClosedRange<Duration>) -> Self {
    let from = DurationText.text(bounds.lowerBound, in: unit)
    let to = DurationText.text(bounds.upperBound, in: unit)
    return SettingForm(
      expected: "\(unit.word) from \(from) to \(to)",
      read: { text in
        DurationText.duration(text, in: unit).flatMap { bounds.contains($0) ? $0 : nil }
      },
      text: { DurationText.text($0, in: unit) })
  }
}

extension SettingForm where Value == Int {
  static func count(_ bounds: ClosedRange<Int>) -> Self {
    SettingForm(
      expected: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)",
      read: { text in
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text).flatMap { bounds.contains($0) ? $0 : nil }
      },
      text: { String($0) })
  }
}

extension SettingForm where Value == UInt16 {
  static var port: Self {
    let count = SettingForm<Int>.count(1...65_535)
    return SettingForm(
      expected: "a port from 1 to 65535", read: { count.read($0).map { UInt16($0) } },
      text: { String($0) })
  }
}

extension SettingForm where Value == Double {
  /// A number from 0 to 1.
  static var fraction: Self {
    SettingForm(
      expected: "a number from 0 to 1, such as 0.2",
      read: { text in
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
        return Double(text).flatMap { (0...1).contains($0) ? $0 : nil }
      },
      text: { String($0) })
  }
}

extension SettingForm where Value == Bool {
  static var flag: Self {
    SettingForm(expected: "1 or 0 (on or off, yes or no, true or false)") { text in
      switch text.lowercased() {
      case "1", "on", "yes", "true": true
      case "0", "off", "no", "false": false
      default: nil
      }
    } text: {
      $0 ? "1" : "0"
    }
  }
}

extension SettingForm where Value: SettingChoice {
  static var choice: Self {
    SettingForm(
      expected: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
      read: { Value(rawValue: $0.lowercased()) }, text: { $0.rawValue })
  }
}

extension SettingForm where Value == IPv4Address {
  static var ipv4: Self {
    SettingForm(
      expected: "an IPv4 address, such as 192.168.1.10", read: { IPv4Address($0) },
      text: { $0.description })
  }
}
