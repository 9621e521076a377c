extension IPv4Address: CustomStringConvertible, LosslessStringConvertible {
  /// Reads four decimal numbers 0...255 separated by dots; leading zeros are refused, because
  /// other programs read them as octal.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
        part.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let octet = UInt8(String(decoding: part, as: UTF8.self))
      else { return nil }
      value = value << 8 | UInt32(octet)
    }
    self.init(rawValue: value)
  }

  public var description: String {
    octets.map(String.init).joined(separator: ".")
  }
}

extension IPv6Address: CustomStringConvertible, LosslessStringConvertible {
  /// Reads the text forms of RFC 4291 §2.2, without a zone: eight groups, `::` once, and a dotted
  /// IPv4 address in place of the last two groups.
  public init?(_ text: String) {
    let halves = Self.halves(of: text)
    guard let halves, let head = Self.groups(halves.head, mayEndInIPv4: halves.tail == nil)
    else { return nil }
    guard let tailText = halves.tail else {
      guard head.count == 8 else { return nil }
      self.init(groups: head)
      return
    }
    guard let tail = Self.groups(tailText, mayEndInIPv4: true), head.count + tail.count <= 7
    else { return nil }
    self.init(
      groups: head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail)
  }

  /// The form of RFC 5952: lower case, no leading zeros, the first longest run of two or more
  /// zero groups as `::`, and IPv4-mapped addresses with a dotted tail.
  public var description: String {
    let groups = self.groups
    if high == 0, low >> 32 == 0xFFFF {
      return "::ffff:\(IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)))"
    }
    let text = groups.map { String($0, radix: 16) }
    guard let run = Self.longestZeroRun(in: groups) else { return text.joined(separator: ":") }
    return text[..<run.lowerBound].joined(separator: ":") + "::"
      + text[run.upperBound...].joined(separator: ":")
  }

  private var groups: [UInt16] {
    (0..<8).map { index in
      let half = index < 4 ? high : low
      return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index % 4)))
    }
  }

  private init(groups: [UInt16]) {
    let half = { (part: ArraySlice<UInt16>) in part.reduce(UInt64(0)) { $0 << 16 | UInt64($1) } }
    self.init(high: half(groups[..<4]), low: half(groups[4...]))
  }

  private static func longestZeroRun(in groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > longest.count { longest = start..<index }
      start = index + 1
    }
    return longest.count >= 2 ? longest : nil
  }

  /// The text before and after `::`; no tail when there is no `::`.
  private static func halves(of text: String) -> (head: [UInt8], tail: [UInt8]?)? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, bytes.count <= 45 else { return nil }
    let colon = UInt8(ascii: ":")
    let gaps = bytes.indices.dropLast().filter { bytes[$0] == colon && bytes[$0 + 1] == colon }
    guard let gap = gaps.first else { return (bytes, nil) }
    return gaps.count == 1 ? (Array(bytes[..<gap]), Array(bytes[(gap + 2)...])) : nil
  }

  private static func groups(_ text: [UInt8], mayEndInIPv4: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      let word = String(decoding: part, as: UTF8.self)
      if mayEndInIPv4, index == parts.count - 1, let address = IPv4Address(word) {
        groups.append(UInt16(truncatingIfNeeded: address.rawValue >> 16))
        groups.append(UInt16(truncatingIfNeeded: address.rawValue))
      } else {
        guard (1...4).contains(part.count), part.first != UInt8(ascii: "+"),
          let group = UInt16(word, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups
  }
}

extension IPAddress: CustomStringConvertible, LosslessStringConvertible {
  /// Reads an address of either family, without a zone.
  public init?(_ text: String) {
    if let address = IPv4Address(text) {
      self = .v4(address)
    } else if let address = IPv6Address(text) {
      self = .v6(address)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}
