internal import DNSSDWire

/// Writes one value as JSON text on one line (RFC 8259).
struct JSONWriter {
  private(set) var octets: [UInt8] = []
  private var needsComma = false

  /// Begins anew and keeps the memory.
  mutating func clear() {
    octets.removeAll(keepingCapacity: true)
    needsComma = false
  }

  mutating func object(_ members: (inout JSONWriter) -> Void) {
    enclose(UInt8(ascii: "{"), members, UInt8(ascii: "}"))
  }

  mutating func array(_ elements: (inout JSONWriter) -> Void) {
    enclose(UInt8(ascii: "["), elements, UInt8(ascii: "]"))
  }

  private mutating func enclose(
    _ opening: UInt8, _ content: (inout JSONWriter) -> Void, _ closing: UInt8
  ) {
    separate()
    octets.append(opening)
    needsComma = false
    content(&self)
    octets.append(closing)
    needsComma = true
  }

  /// Begins a member; its value follows. Keys are words of this program and need no escapes.
  mutating func key(_ name: String) {
    separate()
    octets.append(UInt8(ascii: "\""))
    octets += name.utf8
    octets.append(UInt8(ascii: "\""))
    octets.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func value(_ number: some BinaryInteger) {
    separate()
    octets += String(number).utf8
    needsComma = true
  }

  mutating func value(_ flag: Bool) {
    literal(flag ? "true" : "false")
  }

  /// Writes text that is JSON already, such as `null` or a decimal number.
  mutating func literal(_ text: String) {
    separate()
    octets += text.utf8
    needsComma = true
  }

  /// Writes a string; every character that is not safe to print becomes an escape.
  mutating func value(_ text: String) {
    separate()
    octets.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ $0.isPlainInJSON }) {
      octets += text.utf8
    } else {
      for scalar in text.unicodeScalars { append(scalar) }
    }
    octets.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a name as its description has it, which most names allow to be copied label by label.
  mutating func value(_ name: DNSName) {
    let start = (octets: octets.count, needsComma: needsComma)
    separate()
    octets.append(UInt8(ascii: "\""))
    guard !name.isRoot, appendPlainLabels(of: name.wireForm) else {
      octets.removeLast(octets.count - start.octets)
      needsComma = start.needsComma
      value(name.description)
      return
    }
    octets.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Appends labels with a dot behind each as long as no octet needs an escape of any kind.
  private mutating func appendPlainLabels(of wireForm: [UInt8]) -> Bool {
    var position = 0
    while wireForm[position] != 0 {
      let end = position + Int(wireForm[position])
      while position < end {
        position += 1
        guard wireForm[position].isPlainInName else { return false }
        octets.append(wireForm[position])
      }
      octets.append(UInt8(ascii: "."))
      position += 1
    }
    return true
  }

  /// Writes octets as a string of two lower-case digits each.
  mutating func value(hexadecimal bytes: some Sequence<UInt8>) {
    separate()
    octets.append(UInt8(ascii: "\""))
    for byte in bytes {
      octets.append((byte >> 4).hexadecimalDigit)
      octets.append((byte & 0xF).hexadecimalDigit)
    }
    octets.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    let octet = UInt8(truncatingIfNeeded: scalar.value)
    switch scalar {
    case _ where scalar.isASCII && octet.isPlainInJSON: octets.append(octet)
    case "\"", "\\":
      octets.append(UInt8(ascii: "\\"))
      octets.append(octet)
    case _ where scalar.isSafeToPrint: octets += String(scalar).utf8
    default: for unit in String(scalar).utf16 { appendEscape(unit) }
    }
  }

  /// A backslash, `u` and four digits.
  private mutating func appendEscape(_ unit: UInt16) {
    octets += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] as [UInt16] {
      octets.append(UInt8(unit >> shift & 0xF).hexadecimalDigit)
    }
  }

  private mutating func separate() {
    if needsComma { octets.append(UInt8(ascii: ",")) }
  }
}

extension UInt8 {
  /// The digit of a value below sixteen.
  fileprivate var hexadecimalDigit: UInt8 {
    self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + self - 10
  }

  /// Plain in a name as well as in JSON: no dot and no space.
  fileprivate var isPlainInName: Bool {
    isPlainInJSON && self != UInt8(ascii: ".") && self != UInt8(ascii: " ")
  }

  /// Printable ASCII but the quotation mark and the backslash.
  fileprivate var isPlainInJSON: Bool {
    self >= 0x20 && self < 0x7F && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
