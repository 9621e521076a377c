extension RecordData {
  /// Gives meaning to data that ``Swift/Span/checkData(of:in:)`` has passed.
  init(
    reading message: [UInt8], at place: MessagePlace, names: inout NameMemo
  ) {
    let (type, range) = (place.type, place.data)
    let start = range.lowerBound
    let octets = message.span
    switch type {
    case .a: self = .a(IPv4Address(rawValue: octets.uint32(at: start)))
    case .aaaa:
      let (high, low) = (octets.uint64(at: start), octets.uint64(at: start + 8))
      self = .aaaa(IPv6Address(high: high, low: low))
    case .ptr: self = .ptr(names.name(at: start, in: message))
    case .cname: self = .cname(names.name(at: start, in: message))
    case .ns: self = .ns(names.name(at: start, in: message))
    case .dname: self = .dname(names.name(at: start, in: message))
    case .srv: self = .srv(ServiceData(reading: message, at: start, names: &names))
    case .txt: self = .txt(TextData(lenient: message[range]))
    case .hinfo: self = .hinfo(HostData(reading: message, at: start))
    case .mx:
      let exchange = names.name(at: start + 2, in: message)
      self = .mx(MailExchangeData(preference: octets.uint16(at: start), exchange: exchange))
    case .soa: self = .soa(AuthorityData(reading: message, at: range, names: &names))
    case .nsec: self = .nsec(NextSecureData(reading: message, at: range, names: &names))
    case .opt: self = .opt(ExtendedDNS(reading: message, at: place))
    default: self = .unknown(type, message.spelledOutData(of: type, in: range))
    }
  }
}

extension ServiceData {
  fileprivate init(reading message: [UInt8], at start: Int, names: inout NameMemo) {
    let octets = message.span
    self.init(
      priority: octets.uint16(at: start), weight: octets.uint16(at: start + 2),
      portNumber: octets.uint16(at: start + 4), target: names.name(at: start + 6, in: message))
  }
}

extension HostData {
  fileprivate init(reading message: [UInt8], at start: Int) {
    let second = start + 1 + Int(message[start])
    self.init(
      processor: Array(message[(start + 1)..<second]),
      operatingSystem: Array(message[(second + 1)...].prefix(Int(message[second]))))
  }
}

extension AuthorityData {
  fileprivate init(reading message: [UInt8], at range: Range<Int>, names: inout NameMemo) {
    let numbers = range.upperBound - 20
    let octets = message.span
    let mailbox = message.endOfCheckedName(at: range.lowerBound)
    self.init(
      primaryServer: names.name(at: range.lowerBound, in: message),
      mailbox: names.name(at: mailbox, in: message),
      serial: octets.uint32(at: numbers), refresh: octets.uint32(at: numbers + 4),
      retry: octets.uint32(at: numbers + 8), expire: octets.uint32(at: numbers + 12),
      minimum: octets.uint32(at: numbers + 16))
  }
}

extension NextSecureData {
  fileprivate init(reading message: [UInt8], at range: Range<Int>, names: inout NameMemo) {
    let bitmap = message.endOfCheckedName(at: range.lowerBound)
    self.init(
      nextName: names.name(at: range.lowerBound, in: message),
      types: TypeBitmap(checked: message[bitmap..<range.upperBound]))
  }
}

extension ExtendedDNS {
  fileprivate init(reading message: [UInt8], at place: MessagePlace) {
    var options: [ExtendedDNSOption] = []
    var position = place.data.lowerBound
    while position < place.data.upperBound {
      let (code, length) = (
        message.span.uint16(at: position), message.span.uint16(at: position + 2)
      )
      let octets = Array(message[(position + 4)...].prefix(Int(length)))
      options.append(ExtendedDNSOption(code: code, octets: octets))
      position += 4 + Int(length)
    }
    self.init(
      payloadSize: place.classField, extendedResponseCode: UInt8(place.timeToLive >> 24),
      version: UInt8(truncatingIfNeeded: place.timeToLive >> 16),
      flags: UInt16(truncatingIfNeeded: place.timeToLive), options: options)
  }
}

extension [UInt8] {
  /// The data with its names spelled out, so that it means the same outside its message.
  fileprivate func spelledOutData(of type: RecordType, in range: Range<Int>) -> [UInt8] {
    guard let fields = DataLayout.fields(of: type) else { return Array(self[range]) }
    var data: [UInt8] = []
    var position = range.lowerBound
    for field in fields {
      let start = position
      switch field {
      case .octets(let count):
        position += count
        data += self[start..<position]
      case .string:
        position += 1 + Int(self[position])
        data += self[start..<position]
      case .name:
        position = endOfCheckedName(at: position)
        data += name(at: firstLabel(ofNameAt: start)).wireForm
      }
    }
    return data
  }

  /// Where a name that has been checked ends in place.
  fileprivate func endOfCheckedName(at start: Int) -> Int {
    var position = start
    while self[position] != 0, self[position] < 0x40 { position += Int(self[position]) + 1 }
    return position + (self[position] == 0 ? 1 : 2)
  }
}
