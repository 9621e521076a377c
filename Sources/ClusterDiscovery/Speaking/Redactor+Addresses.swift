internal import DNSSDWire

extension Redactor {
  /// Hides IP and hardware addresses, wherever in the text they stand.
  func hideAddresses(in text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      guard let sighting = AddressPlace(text: text, position: position).sighting else {
        result.append(text[position])
        position += 1
        continue
      }
      result += replacement(of: text[position..<sighting.end], sighting.meaning)
      position = sighting.end
    }
    return result
  }

  private func replacement(
    of octets: ArraySlice<UInt8>, _ meaning: AddressSighting.Meaning
  ) -> [UInt8] {
    switch meaning {
    case .address(let address):
      shows(address) ? Array(octets) : Array(label(for: address).utf8)
    case .hardware(let address): Array(label("mac", address).utf8)
    case .run(let kind):
      Array(label(kind, octets.map { $0 | 0x20 }).utf8)
    case .identifier: Array(octets)
    }
  }
}

/// Something in a text that must be looked at as a whole.
struct AddressSighting: Equatable {
  enum Meaning: Equatable {
    case address(IPAddress)
    /// Six octets.
    case hardware([UInt8])
    /// Parts of an address and something else that cannot be told apart, hidden as a whole.
    case run(kind: String)
    /// A UUID without a hardware address, which stays.
    case identifier
  }

  let end: Int
  let meaning: Meaning
}

/// A place in a text, and the address that begins there.
///
/// Looking at one place takes a bounded number of steps, so that a long line takes time in
/// proportion to its length.
struct AddressPlace {
  let text: [UInt8]
  let position: Int

  var sighting: AddressSighting? {
    let octet = text[position]
    let follows = position > 0 && text[position - 1].isHexadecimalDigit
    if !follows {
      if octet.isHexadecimalDigit {
        if let found = identifier ?? grouped ?? solid ?? nibbles { return found }
      }
      if let found = colonRun { return found }
    }
    let continues = position > 0 && text[position - 1].isDecimalDigit
    return octet.isDecimalDigit && !continues ? dottedQuad : nil
  }

  /// A UUID, unless its version says that its last part is a hardware address.
  private var identifier: AddressSighting? {
    guard let end = groups([8, 4, 4, 4, 12], by: "-"), end == position + 36,
      !"126".utf8.contains(text[position + 14])
    else { return nil }
    return AddressSighting(end: end, meaning: .identifier)
  }

  /// `aa-bb-cc-dd-ee-ff`, `aabb.ccdd.eeff` and `aabbcc-ddeeff`.
  private var grouped: AddressSighting? {
    for (lengths, mark) in [([4, 4, 4], "." as Character), ([6, 6], "-")] {
      guard let end = groups(lengths, by: mark) else { continue }
      return AddressSighting(end: end, meaning: .hardware(hexadecimal(upTo: end)))
    }
    guard var end = groups([2, 2, 2, 2, 2, 2], by: "-") else { return nil }
    while end + 2 < text.count, text[end] == UInt8(ascii: "-"), text[end + 1].isHexadecimalDigit,
      text[end + 2].isHexadecimalDigit, end - position < 256
    {
      end += 3
    }
    let octets = hexadecimal(upTo: end)
    return AddressSighting(
      end: end, meaning: octets.count == 6 ? .hardware(octets) : .run(kind: "mac"))
  }

  /// Twelve digits are a hardware address, sixteen with `fffe` in their middle an interface
  /// identifier made of one, thirty-two an IPv6 address.
  private var solid: AddressSighting? {
    let end =
      text[position...].prefix(33).firstIndex { !$0.isHexadecimalDigit }
      ?? min(position + 33, text.count)
    let octets = [12, 16, 32].contains(end - position) ? hexadecimal(upTo: end) : []
    switch octets.count {
    case 6: return AddressSighting(end: end, meaning: .hardware(octets))
    case 8:
      return octets.hardwareOfInterface.map { AddressSighting(end: end, meaning: .hardware($0)) }
    case 16: return AddressSighting(end: end, meaning: .address(.v6(IPv6Address(octets: octets))))
    default: return nil
    }
  }

  /// The end of groups of so many digits with a mark between them, and no digit after them.
  private func groups(_ lengths: [Int], by mark: Character) -> Int? {
    let mark = mark.asciiValue ?? 0
    var end = position
    for (index, length) in lengths.enumerated() {
      if index > 0 {
        guard end < text.count, text[end] == mark else { return nil }
        end += 1
      }
      guard end + length <= text.count,
        text[end..<(end + length)].allSatisfy(\.isHexadecimalDigit)
      else { return nil }
      end += length
    }
    return end < text.count && text[end].isHexadecimalDigit ? nil : end
  }

  /// The digits up to `end` as octets, whatever stands between them.
  private func hexadecimal(upTo end: Int) -> [UInt8] {
    let digits = text[position..<end].filter(\.isHexadecimalDigit)
    return [UInt8](hexadecimal: String(decoding: digits, as: UTF8.self)) ?? []
  }
}

extension [UInt8] {
  /// The hardware address that an interface identifier of eight octets was made of, if it was.
  var hardwareOfInterface: [UInt8]? {
    guard count == 8, self[3] == 0xFF, self[4] == 0xFE else { return nil }
    return [self[0] ^ 2, self[1], self[2], self[5], self[6], self[7]]
  }
}

extension IPv6Address {
  /// The address of sixteen octets.
  init(octets: [UInt8]) {
    let half = { (part: ArraySlice<UInt8>) in part.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    self.init(high: half(octets.prefix(8)), low: half(octets.suffix(8)))
  }
}
