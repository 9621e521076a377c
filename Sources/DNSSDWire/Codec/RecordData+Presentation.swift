extension RecordData: CustomStringConvertible {
  /// The data as zone files write it: names escaped, strings in quotation marks, and octets without
  /// a meaning as `\# length hex` (RFC 1035 §5.1, RFC 3597 §5).
  public var description: String {
    switch self {
    case .a(let address): address.description
    case .aaaa(let address): address.description
    case .ptr(let name), .cname(let name), .ns(let name), .dname(let name): name.description
    case .srv(let service): service.description
    case .txt(let text): text.description
    case .hinfo(let host): "\(host.processor.quotedText) \(host.operatingSystem.quotedText)"
    case .mx(let mail): "\(mail.preference) \(mail.exchange)"
    case .soa(let zone):
      "\(zone.primaryServer) \(zone.mailbox) \(zone.serial) \(zone.refresh) \(zone.retry)"
        + " \(zone.expire) \(zone.minimum)"
    case .nsec(let next): "\(next.nextName) \(next.types)"
    case .opt(let extended): extended.description
    case .unknown(_, let octets), .malformed(_, let octets): octets.genericText
    }
  }

  /// Reads data of any type in the form `\# length hex`, where the hex may have spaces
  /// (RFC 3597 §5); nil when the text has another form or length.
  public init?(_ type: RecordType, genericText text: String) {
    let words = text.split(separator: " ")
    guard words.count >= 2, words[0] == "\\#", let length = UInt16(unsigned: words[1]),
      let octets = [UInt8](hexadecimal: words[2...].joined()), octets.count == Int(length)
    else { return nil }
    self.init(type, octets: octets)
  }
}

extension ServiceData: CustomStringConvertible {
  public var description: String {
    "\(priority) \(weight) \(portNumber) \(target)"
  }
}

extension TextData: CustomStringConvertible {
  public var description: String {
    strings.map { Array($0).quotedText }.joined(separator: " ")
  }
}

extension TypeBitmap: CustomStringConvertible {
  public var description: String {
    types.map(\.description).joined(separator: " ")
  }
}

extension ExtendedDNS: CustomStringConvertible {
  public var description: String {
    let fixed = "udp \(payloadSize) rcode \(extendedResponseCode) version \(version) flags \(flags)"
    return ([fixed] + options.map { "\($0.code):\($0.octets.hexadecimal)" }).joined(separator: " ")
  }
}

extension Question: CustomStringConvertible {
  /// One line: `name class type`, and `QU` when a unicast reply is preferred.
  public var description: String {
    "\(name) \(recordClass) \(type)" + (prefersUnicastResponse ? " QU" : "")
  }
}

extension ResourceRecord: CustomStringConvertible {
  /// One line as in a zone file: `name ttl class type data`, with `flush` behind a class whose top bit
  /// is set, and `malformed` before data that breaks the rules of its type.
  public var description: String {
    let flush = isCacheFlush ? " flush" : ""
    let data = if case .malformed = data { "malformed \(data)" } else { data.description }
    return "\(name) \(timeToLive.seconds) \(recordClass)\(flush) \(type) \(data)"
  }
}
