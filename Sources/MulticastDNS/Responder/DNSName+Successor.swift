internal import DNSSDWire

extension DNSName {
  /// The name to try after this one is found taken (RFC 6762 §9): `alpha` becomes `alpha-2`, and the
  /// instance `Web` becomes `Web (2)`; a number that is there is counted up.
  ///
  /// The label is cut between characters to make room for the number.
  func successor(after steps: Int) -> DNSName {
    guard let label = firstLabel, let parent else { return self }
    let style: NumberStyle = (try? ServiceInstanceName(self)) == nil ? .hyphen : .parentheses
    let (stem, number) = style.split(label.octets)
    let suffix = style.suffix(number + steps)
    let room = min(WireLimits.labelLength, WireLimits.nameLength - parent.wireForm.count - 1)
    let octets = stem.prefix(ofCharactersWithin: room - suffix.count) + suffix
    guard let next = try? DNSLabel(octets: octets) else { return self }
    return (try? parent.prepending(next)) ?? self
  }
}

/// How a number stands at the end of a label.
private enum NumberStyle {
  /// As in `alpha-2`, for hosts.
  case hyphen
  /// As in `Web (2)`, for services.
  case parentheses

  private var opening: [UInt8] { self == .hyphen ? Array("-".utf8) : Array(" (".utf8) }
  private var closing: [UInt8] { self == .hyphen ? [] : Array(")".utf8) }

  func suffix(_ number: Int) -> [UInt8] {
    opening + Array(String(number).utf8) + closing
  }

  /// What is before the number, and the number; 1 when there is none.
  func split(_ label: [UInt8]) -> (stem: ArraySlice<UInt8>, number: Int) {
    guard label.suffix(closing.count) == closing[...] else { return (label[...], 1) }
    let open = label.dropLast(closing.count)
    let digits = open.suffix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let stem = open.dropLast(digits.count)
    guard (1...Self.mostDigits).contains(digits.count), digits.first != UInt8(ascii: "0"),
      stem.count > opening.count, stem.suffix(opening.count) == opening[...],
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { return (label[...], 1) }
    return (stem.dropLast(opening.count), number)
  }

  /// More digits are taken for a part of the name.
  private static let mostDigits = 6
}

extension ArraySlice<UInt8> {
  /// The octets at the end that fulfil a condition.
  fileprivate func suffix(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    self[(lastIndex { !isWanted($0) }.map { $0 + 1 } ?? startIndex)...]
  }

  /// The beginning within a number of octets that splits no character of UTF-8.
  fileprivate func prefix(ofCharactersWithin limit: Int) -> ArraySlice<UInt8> {
    guard count > limit else { return self }
    var end = startIndex + Swift.max(limit, 0)
    while end > startIndex, self[end] & 0xC0 == 0x80 { end -= 1 }
    return self[..<end]
  }
}
