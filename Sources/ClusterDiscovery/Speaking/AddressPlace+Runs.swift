internal import DNSSDWire

/// Addresses with colons and with dots, which may have neighbours of the same characters.
extension AddressPlace {
  /// More than any address takes with what may stand around it.
  private static let longestRun = 256

  /// IPv6 and hardware addresses with colons. A run that holds one beside other things, and shows
  /// no border, is hidden as a whole.
  var colonRun: AddressSighting? {
    guard text[position].isHexadecimalDigit || beginsGap else { return nil }
    var run = text[position...].prefix(Self.longestRun).prefix { octet in
      octet.isHexadecimalDigit || octet == Self.colon || octet == Self.dot
    }
    while run.last == Self.dot { run.removeLast() }
    if run.last == Self.colon, run.dropLast().last != Self.colon { run.removeLast() }
    guard run.count(where: { $0 == Self.colon }) >= 2, !belongsToWord(run) else { return nil }
    var candidate = run
    while true {
      if let meaning = Self.meaning(of: candidate) {
        return AddressSighting(end: candidate.endIndex, meaning: meaning)
      }
      // What follows the last dot may be a port, as in the output of tcpdump.
      guard let dot = candidate.lastIndex(of: Self.dot), run.endIndex - dot < 24 else { break }
      candidate = candidate[..<dot]
    }
    let groups = run.split(separator: Self.colon, omittingEmptySubsequences: false)
    let hasGap = groups.dropFirst().dropLast().contains(where: \.isEmpty)
    let isSuspect = hasGap && groups.contains { !$0.isEmpty } || groups.count >= 6
    return isSuspect ? AddressSighting(end: run.endIndex, meaning: .run(kind: "ipv6")) : nil
  }

  /// Four decimal numbers with dots, escaped dots or hyphens between them; the two numbers of a
  /// reverse name are turned round. Five numbers are an address and a port, where they can be.
  var dottedQuad: AddressSighting? {
    let numbers = decimalNumbers
    let octets = numbers.prefix(4).compactMap(\.octet)
    guard octets.count == 4 else { return nil }
    let end = numbers[3].end
    let address = IPv4Address(octets[0], octets[1], octets[2], octets[3])
    let reversed = IPv4Address(octets[3], octets[2], octets[1], octets[0])
    if numbers.count == 4 {
      let isReverse = text[end...].starts(with: ".in-addr.arpa".utf8) { $0 | 0x20 == $1 | 0x20 }
      return AddressSighting(end: end, meaning: .address(.v4(isReverse ? reversed : address)))
    }
    if numbers.count == 5, numbers[4].octet == nil {
      return AddressSighting(end: end, meaning: .address(.v4(address)))
    }
    return AddressSighting(
      end: numbers.last?.end ?? end, meaning: .run(kind: "ipv4"))
  }

  /// Single digits with dots between them, as in the reverse name of an IPv6 address; from eight on
  /// they are hidden, and thirty-two are the address, turned round.
  var nibbles: AddressSighting? {
    var digits: [UInt8] = []
    var end = position
    while end < text.count, text[end].isHexadecimalDigit, digits.count < Self.longestRun,
      end + 1 == text.count || !text[end + 1].isHexadecimalDigit
    {
      digits.append(text[end])
      end += 1
      guard end + 1 < text.count, text[end] == Self.dot, text[end + 1].isHexadecimalDigit else {
        break
      }
      let isLast = end + 2 < text.count && text[end + 2].isHexadecimalDigit
      if isLast { break }
      end += 1
    }
    guard digits.count >= 8 else { return nil }
    let name = String(decoding: digits.reversed(), as: UTF8.self)
    guard digits.count == 32, let octets = [UInt8](hexadecimal: name) else {
      return AddressSighting(end: end, meaning: .run(kind: "ipv6"))
    }
    return AddressSighting(end: end, meaning: .address(.v6(IPv6Address(octets: octets))))
  }

  private static let colon = UInt8(ascii: ":")
  private static let dot = UInt8(ascii: ".")

  /// Whether `::` begins here, with no third colon.
  private var beginsGap: Bool {
    let next = text[position...].dropFirst()
    return text[position] == Self.colon && next.first == Self.colon
      && next.dropFirst().first != Self.colon
  }

  /// Whether a letter stands before the run, so that the run's first group is the end of a word:
  /// `node:fe80::1`, or `core::fmt`, where there is no address at all.
  private func belongsToWord(_ run: ArraySlice<UInt8>) -> Bool {
    guard position > 0, text[position - 1].isLetter else { return false }
    let isName = run.endIndex < text.count && text[run.endIndex].isLetter
    if isName, !run.contains(where: \.isDecimalDigit) { return true }
    guard let colon = run.firstIndex(of: Self.colon) else { return false }
    let rest = run[(colon + 1)...]
    return rest.first != Self.colon && Self.meaning(of: rest) != nil
  }

  private static func meaning(of run: ArraySlice<UInt8>) -> AddressSighting.Meaning? {
    let groups = run.split(separator: colon, omittingEmptySubsequences: false)
    if let hardware = hardware(groups) { return .hardware(hardware) }
    return IPv6Address(String(decoding: run, as: UTF8.self)).map { .address(.v6($0)) }
  }

  /// Six groups of one or two digits, three of four, or an interface identifier made of a hardware
  /// address.
  private static func hardware(_ groups: [ArraySlice<UInt8>]) -> [UInt8]? {
    let width = groups.count == 6 || groups.count == 8 ? 2 : 4
    let isShort = groups.count == 8 && groups.contains { $0.count != 2 }
    guard [3, 4, 6, 8].contains(groups.count), !isShort,
      groups.allSatisfy({ (1...width).contains($0.count) && $0.allSatisfy(\.isHexadecimalDigit) }),
      groups.count != 3 || groups.allSatisfy({ $0.count == 4 })
    else { return nil }
    let digits = groups.map { group in
      String(repeating: "0", count: width - group.count) + String(decoding: group, as: UTF8.self)
    }
    let octets = [UInt8](hexadecimal: digits.joined()) ?? []
    return octets.count == 6 ? octets : octets.hardwareOfInterface
  }

  /// The numbers with one kind of mark between them; 16 of them at most.
  private var decimalNumbers: [DecimalNumber] {
    var numbers: [DecimalNumber] = []
    var start = position
    var mark: UInt8?
    while numbers.count < 16 {
      let digits = text[start...].prefix(10).prefix(while: \.isDecimalDigit)
      guard !digits.isEmpty else { break }
      numbers.append(DecimalNumber(digits: digits))
      var next = digits.endIndex
      if next < text.count, text[next] == UInt8(ascii: "\\") { next += 1 }
      guard next < text.count, text[next] == Self.dot || text[next] == UInt8(ascii: "-"),
        mark == nil || mark == text[next]
      else { break }
      mark = text[next]
      start = next + 1
    }
    return numbers
  }
}

/// Digits in a text that may be a part of an address.
private struct DecimalNumber {
  let digits: ArraySlice<UInt8>

  var end: Int { digits.endIndex }

  /// The number, when it is one of 0 to 255 with three digits at most.
  var octet: UInt8? {
    digits.count <= 3 ? UInt8(String(decoding: digits, as: UTF8.self)) : nil
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
