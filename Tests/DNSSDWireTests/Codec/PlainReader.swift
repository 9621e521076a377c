import DNSSDWire

/// A second reading of messages, plain and slow, against which the codec is held.
///
/// It is written from RFC 1035 and the bounds in ``WireLimits`` and shares no code with the codec.
struct PlainReader {
  /// A question or record as it stands.
  struct Part {
    let section: MessageSection
    let name: [UInt8]
    let type: RecordType
    let classField: UInt16
    let timeToLive: UInt32
    let data: Range<Int>
    let isSound: Bool
  }

  let octets: [UInt8]
  private(set) var parts: [Part] = []
  /// Where pointers were met, and what they hold.
  private(set) var pointers: [(place: Int, target: Int)] = []
  /// Labels and pointers passed.
  private(set) var steps = 0

  /// Nil where the message is to be refused.
  init?(_ octets: [UInt8]) {
    self.octets = octets
    guard (12...65_535).contains(octets.count) else { return nil }
    var place = 12
    for (index, section) in MessageSection.allCases.enumerated() {
      for _ in 0..<number(at: 4 + 2 * index, octets: 2) {
        guard let part = part(of: section, at: &place) else { return nil }
        parts.append(part)
      }
    }
  }

  private func number(at place: Int, octets length: Int) -> Int {
    octets[place..<(place + length)].reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func part(of section: MessageSection, at place: inout Int) -> Part? {
    guard let name = name(at: &place) else { return nil }
    let fixed = place
    place += section == .question ? 4 : 10
    guard place <= octets.count else { return nil }
    let length = section == .question ? 0 : number(at: fixed + 8, octets: 2)
    let data = place..<(place + length)
    guard data.upperBound <= octets.count else { return nil }
    place = data.upperBound
    let type = RecordType(rawValue: UInt16(number(at: fixed, octets: 2)))
    return Part(
      section: section, name: name, type: type,
      classField: UInt16(number(at: fixed + 2, octets: 2)),
      timeToLive: section == .question ? 0 : UInt32(number(at: fixed + 4, octets: 4)), data: data,
      isSound: section == .question || isSound(type, data))
  }

  /// The name spelled out.
  private mutating func name(at place: inout Int) -> [UInt8]? {
    var name: [UInt8] = []
    var (position, floor, jumps) = (place, place, 0)
    while position < octets.count {
      let octet = octets[position]
      steps += 1
      switch octet {
      case 0:
        name.append(0)
        if jumps == 0 { place = position + 1 }
        return name.count <= 256 ? name : nil
      case 1...63:
        guard position + 1 + Int(octet) <= octets.count, name.count <= 256 else { return nil }
        name += octets[position...(position + Int(octet))]
        position += 1 + Int(octet)
      case 64..<192: return nil
      default:
        guard position + 1 < octets.count else { return nil }
        let target = number(at: position, octets: 2) - 0xC000
        pointers.append((position, target))
        guard target >= 12, target < floor else { return nil }
        if jumps == 0 { place = position + 2 }
        jumps += 1
        guard jumps <= 127 else { return nil }
        (position, floor) = (target, target)
      }
    }
    return nil
  }

  /// Whether data has the form of its type.
  private mutating func isSound(_ type: RecordType, _ data: Range<Int>) -> Bool {
    var place = data.lowerBound
    let isWhole =
      switch type {
      case .a: skip(4, &place)
      case .aaaa: skip(16, &place)
      case .ptr, .cname, .ns, .dname: names(1, &place, data)
      case .mx, .afsdb, .rt, .kx: skip(2, &place) && names(1, &place, data)
      case .px: skip(2, &place) && names(2, &place, data)
      case .rp: names(2, &place, data)
      case .srv: skip(6, &place) && names(1, &place, data)
      case .soa: names(2, &place, data) && skip(20, &place)
      case .hinfo: strings(2, &place, data)
      case .naptr: skip(4, &place) && strings(3, &place, data) && names(1, &place, data)
      case .nsec: names(1, &place, data) && bitmap(&place, data)
      case .opt: options(&place, data)
      default: skip(data.count, &place)
      }
    return isWhole && place == data.upperBound
  }

  private func skip(_ count: Int, _ place: inout Int) -> Bool {
    place += count
    return true
  }

  private mutating func names(_ count: Int, _ place: inout Int, _ data: Range<Int>) -> Bool {
    (0..<count).allSatisfy { _ in
      place < data.upperBound && name(at: &place) != nil && place <= data.upperBound
    }
  }

  private func strings(_ count: Int, _ place: inout Int, _ data: Range<Int>) -> Bool {
    (0..<count).allSatisfy { _ in
      guard place < data.upperBound else { return false }
      place += 1 + Int(octets[place])
      return place <= data.upperBound
    }
  }

  private func bitmap(_ place: inout Int, _ data: Range<Int>) -> Bool {
    var blocks: [UInt8] = []
    while data.upperBound - place >= 2 {
      guard blocks.allSatisfy({ $0 < octets[place] }), (1...32).contains(octets[place + 1]) else {
        return false
      }
      blocks.append(octets[place])
      place += 2 + Int(octets[place + 1])
    }
    return true
  }

  private func options(_ place: inout Int, _ data: Range<Int>) -> Bool {
    while data.upperBound - place >= 4 { place += 4 + number(at: place + 2, octets: 2) }
    return true
  }
}
