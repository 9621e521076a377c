import DNSSDWire

extension MessageGenerator {
  /// Data of any of the types that the codec knows, and of one that it does not.
  mutating func data() -> RecordData {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: .a(IPv4Address(rawValue: number()))
    case 1: .aaaa(IPv6Address(high: number(), low: number()))
    case 2: .ptr(name())
    case 3: .cname(name())
    case 4: .ns(name())
    case 5: .dname(name())
    case 6:
      .srv(
        ServiceData(
          priority: number(), weight: number(), portNumber: number(), target: name()))
    case 7: .txt(text())
    case 8: .hinfo(HostData(processor: random.octets(0...9), operatingSystem: string()))
    case 9: .mx(MailExchangeData(preference: number(), exchange: name()))
    case 10:
      .soa(
        AuthorityData(
          primaryServer: name(), mailbox: name(), serial: number(), refresh: number(),
          retry: number(), expire: number(), minimum: number()))
    case 11, 12: .nsec(NextSecureData(nextName: name(), types: bitmap()))
    case 13: .opt(extendedDNS())
    case 14: .unknown(RecordType(rawValue: 65_280), random.octets(0...40))
    default: dataWithNames()
    }
  }

  private mutating func number<Number: FixedWidthInteger>() -> Number {
    Number.random(in: .min ... .max, using: &random)
  }

  mutating func string() -> [UInt8] {
    random.octets(random.chance(oneIn: 12) ? 255...255 : 0...20)
  }

  mutating func text() -> TextData {
    let strings = (0..<Int.random(in: 0...5, using: &random)).map { _ in string() }
    return (try? TextData(strings: strings)) ?? .empty
  }

  /// Types near and far, pseudo types among them.
  mutating func bitmap() -> TypeBitmap {
    TypeBitmap(
      (0..<Int.random(in: 0...8, using: &random)).map { _ in
        let highest: UInt16 = random.chance(oneIn: 3) ? .max : 60
        return RecordType(rawValue: UInt16.random(in: 0...highest, using: &random))
      })
  }

  mutating func extendedDNS() -> ExtendedDNS {
    let options = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      ExtendedDNSOption(code: number(), octets: random.octets(0...20))
    }
    return ExtendedDNS(
      payloadSize: number(), extendedResponseCode: number(), version: number(), flags: number(),
      options: options)
  }

  /// Data of a type that is kept as octets although it has names.
  private mutating func dataWithNames() -> RecordData {
    let types: [RecordType] = [.afsdb, .rt, .kx, .rp, .px, .naptr]
    let type = types[Int.random(in: 0..<types.count, using: &random)]
    var octets: [UInt8] = []
    switch type {
    case .rp: break
    case .naptr:
      octets = random.octets(4...4)
      for _ in 0..<3 {
        let string = string()
        octets += [UInt8(string.count)] + string
      }
    default: octets = random.octets(2...2)
    }
    for _ in 0..<(type == .rp || type == .px ? 2 : 1) { octets += name().wireForm }
    return .unknown(type, octets)
  }
}
