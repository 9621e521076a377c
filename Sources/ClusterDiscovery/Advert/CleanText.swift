/// What hand-written adverts get wrong without meaning anything by it.
extension String {
  /// Octets of a value in UTF-8 without control characters, blanks at its ends and a pair of quotes
  /// around it; nil when it is not UTF-8.
  init?(cleaning octets: some Sequence<UInt8>) {
    let kept = octets.filter { !$0.isControlOctet }
    guard let text = String(validating: kept, as: UTF8.self) else { return nil }
    self = text.trimmed.unquoted.trimmed
  }

  /// The text without spaces at its ends.
  var trimmed: String { trimmed(of: { $0 == UInt8(ascii: " ") }) }

  /// The text without blanks and line ends at its ends, as files and variables have them.
  var withoutBlanks: String {
    trimmed(of: { [0x20, 0x09, 0x0D, 0x0A].contains($0) })
  }

  /// Of ASCII alone, so that no character is cut.
  private func trimmed(of isBlank: (UInt8) -> Bool) -> String {
    guard let first = utf8.firstIndex(where: { !isBlank($0) }),
      let last = utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(Substring(utf8[first...last]))
  }

  /// The text without a pair of equal quotes around it.
  private var unquoted: String {
    guard utf8.count >= 2, let first = utf8.first, first == utf8.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    else { return self }
    return String(dropFirst().dropLast())
  }
}

extension Unicode.Scalar {
  /// Whether the character is among C0, DEL and C1.
  var isControlCharacter: Bool { properties.generalCategory == .control }
}

extension UInt8 {
  /// Whether the octet is a C0 control or DEL, which in UTF-8 are never part of something else.
  var isControlOctet: Bool { self <= 0x1F || self == 0x7F }
}

extension [UInt8] {
  /// The octets in lower case, for an order of names that hides no difference of case.
  var inLowerCase: [UInt8] {
    map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }
}
