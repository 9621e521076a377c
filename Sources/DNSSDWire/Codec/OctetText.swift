/// Octets as text.
extension [UInt8] {
  /// Two lower-case digits for each octet.
  public var hexadecimal: String {
    var text = ""
    text.reserveCapacity(count * 2)
    for octet in self {
      if octet < 0x10 { text += "0" }
      text += String(octet, radix: 16)
    }
    return text
  }

  /// Reads two digits of either case for each octet; nil for anything else.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.map { UInt8(hexadecimalDigit: $0) }
    guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { index in
      (digits[index] ?? 0) << 4 | (digits[index + 1] ?? 0)
    }
  }

  /// `\# length hex`, the form of data without a meaning (RFC 3597 §5).
  var genericText: String {
    "\\# \(count)" + (isEmpty ? "" : " \(hexadecimal)")
  }

  /// A character string in quotation marks, safe to print (RFC 1035 §5.1).
  public var quotedText: String {
    let text = presentation { $0 == "\"" || $0 == "\\" ? .quoted : .plain }
    return "\"\(text)\""
  }
}

extension UInt8 {
  fileprivate init?(hexadecimalDigit digit: UInt8) {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self = digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self = digit - UInt8(ascii: "A") + 10
    default: return nil
    }
  }
}
