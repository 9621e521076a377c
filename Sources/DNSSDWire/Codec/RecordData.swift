/// What a record says of its name, typed where the protocol gives the octets a meaning.
public enum RecordData: Hashable, Sendable {
  case a(IPv4Address)
  case aaaa(IPv6Address)
  case ptr(DNSName)
  case cname(DNSName)
  case ns(DNSName)
  case dname(DNSName)
  case srv(ServiceData)
  case txt(TextData)
  case hinfo(HostData)
  case mx(MailExchangeData)
  indirect case soa(AuthorityData)
  case nsec(NextSecureData)
  case opt(ExtendedDNS)
  /// Any other type, with the names that compression may have shortened spelled out
  /// (RFC 3597 §4, RFC 6762 §18.14).
  case unknown(RecordType, [UInt8])
  /// Data that breaks the rules of its type: kept to be shown, never to be sent again.
  case malformed(RecordType, [UInt8])

  /// The type that the data belongs to.
  public var type: RecordType {
    switch self {
    case .a: .a
    case .aaaa: .aaaa
    case .ptr: .ptr
    case .cname: .cname
    case .ns: .ns
    case .dname: .dname
    case .srv: .srv
    case .txt: .txt
    case .hinfo: .hinfo
    case .mx: .mx
    case .soa: .soa
    case .nsec: .nsec
    case .opt: .opt
    case .unknown(let type, _), .malformed(let type, _): type
    }
  }
}

/// Where a service is reached (RFC 2782).
public struct ServiceData: Hashable, Sendable {
  public let priority: UInt16
  public let weight: UInt16
  public let portNumber: UInt16
  /// The host; the root when the service is decidedly not available.
  public let target: DNSName

  public init(priority: UInt16 = 0, weight: UInt16 = 0, portNumber: UInt16, target: DNSName) {
    self.priority = priority
    self.weight = weight
    self.portNumber = portNumber
    self.target = target
  }
}

/// The kind of a host: two character strings (RFC 1035 §3.3.2).
public struct HostData: Hashable, Sendable {
  /// At most 255 octets each; what is longer is cut.
  public let processor: [UInt8]
  public let operatingSystem: [UInt8]

  public init(processor: [UInt8], operatingSystem: [UInt8]) {
    self.processor = Array(processor.prefix(WireLimits.stringLength))
    self.operatingSystem = Array(operatingSystem.prefix(WireLimits.stringLength))
  }
}

/// A host that takes mail for the name (RFC 1035 §3.3.9).
public struct MailExchangeData: Hashable, Sendable {
  public let preference: UInt16
  public let exchange: DNSName

  public init(preference: UInt16, exchange: DNSName) {
    self.preference = preference
    self.exchange = exchange
  }
}

/// The start of a zone of authority (RFC 1035 §3.3.13); times are in seconds.
public struct AuthorityData: Hashable, Sendable {
  public let primaryServer: DNSName
  public let mailbox: DNSName
  public let serial: UInt32
  public let refresh: UInt32
  public let retry: UInt32
  public let expire: UInt32
  /// How long the absence of a name may be believed (RFC 2308 §4).
  public let minimum: UInt32

  public init(
    primaryServer: DNSName, mailbox: DNSName, serial: UInt32, refresh: UInt32, retry: UInt32,
    expire: UInt32, minimum: UInt32
  ) {
    self.primaryServer = primaryServer
    self.mailbox = mailbox
    self.serial = serial
    self.refresh = refresh
    self.retry = retry
    self.expire = expire
    self.minimum = minimum
  }
}
