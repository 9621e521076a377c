/// How a character of octets from the network is written as text.
enum CharacterForm {
  case plain
  /// Behind a backslash, because it means something else alone.
  case quoted
  /// Each of its octets as `\DDD`.
  case escaped
}

/// Text that is safe on a terminal and in a log: one line, no control or invisible characters.
extension [UInt8] {
  /// The octets as UTF-8, each character in the form that `form` gives it.
  func presentation(_ form: (Unicode.Scalar) -> CharacterForm) -> String {
    var text: [UInt8] = []
    appendPresentation(of: indices, to: &text, form)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends a part of the octets as UTF-8, each character in the form that `form` gives it;
  /// characters that are not safe to print and sequences that are not UTF-8 become `\DDD` in any
  /// case (RFC 1035 §5.1, RFC 4343 §2.1).
  func appendPresentation(
    of range: Range<Int>, to text: inout [UInt8], _ form: (Unicode.Scalar) -> CharacterForm
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, length) = scalar(at: position, before: range.upperBound)
      let octets = self[position..<(position + length)]
      switch scalar.map({ $0.isSafeToPrint ? form($0) : .escaped }) ?? .escaped {
      case .plain: text += octets
      case .quoted:
        text.append(UInt8(ascii: "\\"))
        text += octets
      case .escaped: for octet in octets { text += octet.decimalEscape.utf8 }
      }
      position += length
    }
  }

  /// The character that begins at `position` and its length in octets; no character and a length
  /// of one where no well-formed sequence begins.
  private func scalar(
    at position: Int, before end: Int
  ) -> (Unicode.Scalar?, length: Int) {
    let lead = self[position]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard position + length <= end,
      let text = String(validating: self[position..<(position + length)], as: UTF8.self),
      let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
    else { return (nil, 1) }
    return (scalar, length)
  }
}

extension UInt8 {
  /// A backslash and three decimal digits.
  var decimalEscape: String {
    "\\" + (self < 10 ? "00" : self < 100 ? "0" : "") + String(self)
  }
}

extension Unicode.Scalar {
  /// Whether the character shows itself and nothing else: no control, no change of direction, no
  /// line break, and no space other than U+0020 that could pass for it.
  public var isSafeToPrint: Bool {
    if isASCII { return (0x20...0x7E).contains(value) }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default:
      return true
    }
  }
}
