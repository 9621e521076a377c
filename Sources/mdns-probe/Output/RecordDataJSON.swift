internal import DNSSDWire

/// Record data as a JSON object whose members depend on the type.
extension JSONWriter {
  /// Writes the data, and the reason of its fault where it has one.
  mutating func value(_ data: RecordData, fault: WireError? = nil) {
    object { object in
      object.members(of: data)
      if let fault { object.member("malformed", fault.reason.rawValue) }
    }
  }

  private mutating func members(of data: RecordData) {
    switch data {
    case .a(let address): member("address", address.description)
    case .aaaa(let address): member("address", address.description)
    case .ptr(let name), .cname(let name), .ns(let name), .dname(let name):
      member("target", name)
    case .srv(let service): members(of: service)
    case .txt(let text): members(of: text)
    case .nsec(let next): members(of: next)
    case .hinfo(let host):
      member("cpu", host.processor.safeText)
      member("os", host.operatingSystem.safeText)
    case .mx(let mail):
      member("preference", mail.preference)
      member("target", mail.exchange)
    case .soa(let zone): members(of: zone)
    case .opt(let extended): members(of: extended)
    case .unknown(_, let octets), .malformed(_, let octets): member("hex", hexadecimal: octets)
    }
  }

  private mutating func members(of service: ServiceData) {
    member("priority", service.priority)
    member("weight", service.weight)
    member("port", service.portNumber)
    member("target", service.target)
  }

  private mutating func members(of text: TextData) {
    key("strings")
    array { list in
      for string in text.strings { list.value(hexadecimal: string) }
    }
  }

  private mutating func members(of next: NextSecureData) {
    member("next", next.nextName)
    key("types")
    array { list in
      for type in next.types.types { list.value(type.rawValue) }
    }
  }

  private mutating func members(of zone: AuthorityData) {
    member("mname", zone.primaryServer)
    member("rname", zone.mailbox)
    member("serial", zone.serial)
    member("refresh", zone.refresh)
    member("retry", zone.retry)
    member("expire", zone.expire)
    member("minimum", zone.minimum)
  }

  private mutating func members(of extended: ExtendedDNS) {
    member("udp", extended.payloadSize)
    member("rcode", extended.extendedResponseCode)
    member("version", extended.version)
    member("flags", extended.flags)
    key("options")
    array { list in
      for option in extended.options {
        list.object { object in
          object.member("code", option.code)
          object.member("hex", hexadecimal: option.octets)
        }
      }
    }
  }
}
