/// Which names in record data may be shortened.
public enum CompressionRule: Hashable, Sendable {
  /// All that RFC 6762 §18.14 lists, for multicast and for unicast replies to port 5353.
  case multicast
  /// Those of RFC 1035 alone, toward legacy askers: SRV and NSEC are spelled out
  /// (RFC 6762 §18.14, RFC 4034 §4.1.1).
  case legacyUnicast
}

extension Question {
  func write(
    to message: inout MutableSpan<UInt8>, at position: inout Int, names: inout NameCompression
  ) throws(EncodingError) {
    try names.write(name, to: &message, at: &position)
    try message.write(type.rawValue, at: &position)
    let topBit: UInt16 = prefersUnicastResponse ? 0x8000 : 0
    try message.write(recordClass.rawValue & 0x7FFF | topBit, at: &position)
  }
}

extension ResourceRecord {
  func write(
    to message: inout MutableSpan<UInt8>, at position: inout Int, names: inout NameCompression,
    rule: CompressionRule
  ) throws(EncodingError) {
    try names.write(name, to: &message, at: &position)
    try message.write(type.rawValue, at: &position)
    if case .opt(let extended) = data {
      try message.write(extended.payloadSize, at: &position)
      try message.write(extended.bits, at: &position)
    } else {
      let topBit: UInt16 = isCacheFlush ? 0x8000 : 0
      try message.write(recordClass.rawValue & 0x7FFF | topBit, at: &position)
      try message.write(timeToLive.seconds, at: &position)
    }
    var lengthPosition = position
    try message.write(UInt16(0), at: &position)
    let start = position
    try data.write(to: &message, at: &position, names: &names, rule: rule)
    guard position - start <= WireLimits.dataLength else { throw .dataTooLong }
    try message.write(UInt16(truncatingIfNeeded: position - start), at: &lengthPosition)
  }
}

extension RecordData {
  /// Writes the data without its length.
  func write(
    to message: inout MutableSpan<UInt8>, at position: inout Int, names: inout NameCompression,
    rule: CompressionRule
  ) throws(EncodingError) {
    switch self {
    case .a(let address): try message.write(address.rawValue, at: &position)
    case .aaaa(let address):
      try message.write(address.high, at: &position)
      try message.write(address.low, at: &position)
    case .ptr(let name), .cname(let name), .ns(let name), .dname(let name):
      try names.write(name, to: &message, at: &position)
    case .srv(let service):
      try message.write(service.priority, at: &position)
      try message.write(service.weight, at: &position)
      try message.write(service.portNumber, at: &position)
      try names.write(service.target, to: &message, at: &position, rule: rule)
    case .txt(let text): try message.write(text.wireForm, at: &position)
    case .hinfo(let host):
      try message.write([UInt8(host.processor.count)] + host.processor, at: &position)
      try message.write([UInt8(host.operatingSystem.count)] + host.operatingSystem, at: &position)
    case .mx(let mail):
      try message.write(mail.preference, at: &position)
      try names.write(mail.exchange, to: &message, at: &position)
    case .soa(let authority):
      try authority.write(to: &message, at: &position, names: &names)
    case .nsec(let next):
      try names.write(next.nextName, to: &message, at: &position, rule: rule)
      try message.write(next.types.wireForm, at: &position)
    case .opt(let extended): try extended.writeOptions(to: &message, at: &position)
    case .unknown(let type, let octets):
      try octets.writeData(of: type, to: &message, at: &position, names: &names, rule: rule)
    case .malformed: throw .dataMalformed
    }
  }
}

extension NameCompression {
  /// Writes a name that legacy askers need spelled out.
  mutating func write(
    _ name: DNSName, to message: inout MutableSpan<UInt8>, at position: inout Int,
    rule: CompressionRule
  ) throws(EncodingError) {
    switch rule {
    case .multicast: try write(name, to: &message, at: &position)
    case .legacyUnicast: try message.write(name.wireForm, at: &position)
    }
  }
}

extension AuthorityData {
  fileprivate func write(
    to message: inout MutableSpan<UInt8>, at position: inout Int, names: inout NameCompression
  ) throws(EncodingError) {
    try names.write(primaryServer, to: &message, at: &position)
    try names.write(mailbox, to: &message, at: &position)
    for number in [serial, refresh, retry, expire, minimum] {
      try message.write(number, at: &position)
    }
  }
}

extension ExtendedDNS {
  fileprivate func writeOptions(
    to message: inout MutableSpan<UInt8>, at position: inout Int
  ) throws(EncodingError) {
    for option in options {
      guard option.octets.count <= WireLimits.dataLength else { throw .dataTooLong }
      try message.write(option.code, at: &position)
      try message.write(UInt16(option.octets.count), at: &position)
      try message.write(option.octets, at: &position)
    }
  }
}

extension [UInt8] {
  /// Writes data kept as octets, with its names shortened where the type is in the list of
  /// RFC 6762 §18.14.
  fileprivate func writeData(
    of type: RecordType, to message: inout MutableSpan<UInt8>, at position: inout Int,
    names: inout NameCompression, rule: CompressionRule
  ) throws(EncodingError) {
    guard rule == .multicast, DataLayout.compressesNames(of: type),
      let fields = DataLayout.fields(of: type), let parts = split(into: fields)
    else {
      try message.write(self, at: &position)
      return
    }
    for (field, part) in zip(fields, parts) {
      if case .name = field {
        try names.write(DNSName(checked: Array(part)), to: &message, at: &position)
      } else {
        try message.write(Array(part), at: &position)
      }
    }
  }

  /// The octets of each field; nil when they are not the layout's.
  private func split(into fields: [DataField]) -> [ArraySlice<UInt8>]? {
    var parts: [ArraySlice<UInt8>] = []
    var position = 0
    for field in fields {
      let start = position
      switch field {
      case .octets(let length): position += length
      case .string: position += 1 + Int(position < count ? self[position] : 0)
      case .name: position = endOfSpelledOutName(at: position) ?? .max / 2
      }
      guard position <= count else { return nil }
      parts.append(self[start..<position])
    }
    return position == count ? parts : nil
  }

  /// Where a name without pointers ends; nil when there is none.
  private func endOfSpelledOutName(at start: Int) -> Int? {
    var position = start
    while position < count, self[position] != 0 {
      guard self[position] <= WireLimits.labelLength else { return nil }
      position += Int(self[position]) + 1
    }
    let isWhole = position < count && position - start < WireLimits.nameLength
    return isWhole ? position + 1 : nil
  }
}
