extension DNSName: CustomStringConvertible {
  /// Reads labels separated by dots; the dot at the end may be missing, and `.` is the root.
  ///
  /// `\X` stands for the character X, `\DDD` for the octet of that decimal value (RFC 1035 §5.1).
  /// The text is taken as precomposed UTF-8 (RFC 6762 §16). Throws the reason when it is no name.
  public init(_ text: String) throws(DNSNameError) {
    if text == "." {
      self = .root
      return
    }
    var labels: [DNSLabel] = []
    var octets: [UInt8] = []
    var rest = Array(text.precomposed.utf8)[...]
    while let octet = rest.popFirst() {
      switch octet {
      case UInt8(ascii: "."):
        labels.append(try DNSLabel(octets: octets))
        octets = []
      case UInt8(ascii: "\\"):
        octets.append(try Self.escapedOctet(in: &rest))
      default:
        octets.append(octet)
      }
    }
    if !octets.isEmpty || labels.isEmpty { labels.append(try DNSLabel(octets: octets)) }
    try self.init(labels: labels)
  }

  /// The labels, each followed by a dot, with what is unsafe to print escaped; `.` for the root.
  public var description: String {
    if isRoot { return "." }
    var text: [UInt8] = []
    text.reserveCapacity(wireForm.count + 8)
    var position = 0
    while wireForm[position] != 0 {
      let end = position + 1 + Int(wireForm[position])
      wireForm.appendLabel((position + 1)..<end, to: &text)
      text.append(UInt8(ascii: "."))
      position = end
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads what follows a backslash.
  private static func escapedOctet(
    in rest: inout ArraySlice<UInt8>
  ) throws(DNSNameError) -> UInt8 {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = rest.popFirst() else { throw .escapeMalformed }
    guard digits.contains(first) else { return first }
    guard let second = rest.popFirst(), let third = rest.popFirst(),
      digits.contains(second), digits.contains(third)
    else { throw .escapeMalformed }
    let value = [first, second, third].reduce(0) { $0 * 10 + Int($1 - digits.lowerBound) }
    guard value <= 255 else { throw .escapeMalformed }
    return UInt8(value)
  }
}

extension DNSLabel: CustomStringConvertible {
  /// The label as it may stand in a name: dots and backslashes behind a backslash, and every octet
  /// of a space, a control or invisible character, or of what is not UTF-8, as `\DDD`.
  ///
  /// A label that is not in the composed form that reading gives has all octets above 0x7F so, and
  /// thus reads back as the same octets.
  public var description: String {
    var text: [UInt8] = []
    octets.appendLabel(octets.indices, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends the octets of a label as they may stand in a name.
  fileprivate func appendLabel(_ range: Range<Int>, to text: inout [UInt8]) {
    let start = text.count
    appendPresentation(of: range, to: &text) { $0.formInName }
    guard !String(decoding: text[start...], as: UTF8.self).isPrecomposed else { return }
    text.removeLast(text.count - start)
    appendPresentation(of: range, to: &text) { $0.isASCII ? $0.formInName : .escaped }
  }
}

extension Unicode.Scalar {
  fileprivate var formInName: CharacterForm {
    switch self {
    case ".", "\\": .quoted
    case " ": .escaped
    default: .plain
    }
  }
}
