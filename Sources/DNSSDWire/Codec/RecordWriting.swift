/// How names in record data are written.
public enum CompressionRule: Hashable, Sendable {
  /// Shortened in all types that RFC 6762 §18.14 lists: for multicast, and for unicast replies to
  /// port 5353.
  case multicast
  /// Shortened in the types of RFC 1035 alone: for replies to legacy askers, which may not know that
  /// an SRV or NSEC record can be shortened (RFC 6762 §18.14, RFC 4034 §4.1.1).
  case legacyUnicast

  func form(ofNamesIn type: RecordType) -> NameForm {
    switch (self, type) {
    case (.multicast, .naptr): .spelledOut
    case (.multicast, _): .shortened
    case (.legacyUnicast, .ptr), (.legacyUnicast, .cname), (.legacyUnicast, .ns),
      (.legacyUnicast, .mx), (.legacyUnicast, .soa):
      .shortened
    case (.legacyUnicast, _): .spelledOut
    }
  }
}

/// How one name is written.
enum NameForm {
  case shortened
  case spelledOut
}

extension Question {
  borrowing func write(
    to octets: inout [UInt8], at position: inout Int, names: inout NameCompression
  ) throws(EncodingError) {
    var message = octets.mutableSpan
    try names.write(name, to: &message, at: &position)
    try message.write(type.rawValue, at: &position)
    let topBit: UInt16 = prefersUnicastResponse ? 0x8000 : 0
    try message.write(recordClass.rawValue & 0x7FFF | topBit, at: &position)
  }
}

extension ResourceRecord {
  borrowing func write(
    to octets: inout [UInt8], at position: inout Int, names: inout NameCompression,
    rule: CompressionRule
  ) throws(EncodingError) {
    var message = octets.mutableSpan
    let type = data.type
    try names.write(name, to: &message, at: &position)
    try message.write(type.rawValue, at: &position)
    let fixed = type == .opt ? data.extendedFields : cacheFields()
    try message.write(fixed.classField, at: &position)
    try message.write(fixed.timeToLive, at: &position)
    var lengthPosition = position
    try message.write(UInt16(0), at: &position)
    let start = position
    try data.write(
      to: &message, at: &position, names: &names, form: rule.form(ofNamesIn: type))
    try message.write(UInt16(truncatingIfNeeded: position - start), at: &lengthPosition)
  }

  @inline(__always)
  private borrowing func cacheFields() -> (classField: UInt16, timeToLive: UInt32) {
    (recordClass.rawValue & 0x7FFF | (isCacheFlush ? 0x8000 : 0), timeToLive.seconds)
  }
}

extension RecordData {
  /// What an OPT record has in place of a class and a time to live.
  fileprivate var extendedFields: (classField: UInt16, timeToLive: UInt32) {
    if case .opt(let extended) = self { (extended.payloadSize, extended.bits) } else { (0, 0) }
  }

  /// Writes the data without its length.
  func write(
    to message: inout MutableSpan<UInt8>, at position: inout Int, names: inout NameCompression,
    form: NameForm
  ) throws(EncodingError) {
    switch self {
    case .a(let address): try message.write(address.rawValue, at: &position)
    case .aaaa(let address):
      try message.write(address.high, at: &position)
      try message.write(address.low, at: &position)
    case .ptr(let name), .cname(let name), .ns(let name), .dname(let name):
      try names.write(name, as: form, to: &message, at: &position)
    case .srv(let service):
      try message.write(service.priority, at: &position)
      try message.write(service.weight, at: &position)
      try message.write(service.portNumber, at: &position)
      try names.write(service.target, as: form, to: &message, at: &position)
    case .txt(let text): try message.write(text.wireForm, at: &position)
    case .hinfo(let host):
      try message.write([UInt8(host.processor.count)] + host.processor, at: &position)
      try message.write([UInt8(host.operatingSystem.count)] + host.operatingSystem, at: &position)
    case .mx(let mail):
      try message.write(mail.preference, at: &position)
      try names.write(mail.exchange, as: form, to: &message, at: &position)
    case .soa(let authority):
      try authority.write(to: &message, at: &position, names: &names, form: form)
    case .nsec(let next):
      try names.write(next.nextName, as: form, to: &message, at: &position)
      try message.write(next.types.wireForm, at: &position)
    case .opt(let extended): try extended.writeOptions(to: &message, at: &position)
    case .unknown(let type, let octets):
      try octets.writeData(of: type, to: &message, at: &position, names: &names, form: form)
    case .malformed: throw .dataMalformed
    }
  }
}

extension NameCompression {
  fileprivate mutating func write(
    _ name: DNSName, as form: NameForm, to message: inout MutableSpan<UInt8>,
    at position: inout Int
  ) throws(EncodingError) {
    switch form {
    case .shortened: try write(name, to: &message, at: &position)
    case .spelledOut: try message.write(name.wireForm, at: &position)
    }
  }
}

extension AuthorityData {
  fileprivate func write(
    to message: inout MutableSpan<UInt8>, at position: inout Int, names: inout NameCompression,
    form: NameForm
  ) throws(EncodingError) {
    try names.write(primaryServer, as: form, to: &message, at: &position)
    try names.write(mailbox, as: form, to: &message, at: &position)
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
      guard option.octets.count <= WireLimits.dataLength else { throw .messageFull }
      try message.write(option.code, at: &position)
      try message.write(UInt16(option.octets.count), at: &position)
      try message.write(option.octets, at: &position)
    }
  }
}

extension [UInt8] {
  /// Writes data kept as octets; names in it are shortened where the data has its type's layout.
  fileprivate func writeData(
    of type: RecordType, to message: inout MutableSpan<UInt8>, at position: inout Int,
    names: inout NameCompression, form: NameForm
  ) throws(EncodingError) {
    guard form == .shortened, let fields = DataLayout.fields(of: type),
      let parts = split(into: fields)
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
