/// A list of domains that a network recommends, asked for as PTR records (RFC 6763 §11).
public enum DomainEnumeration: String, Hashable, Sendable, CaseIterable {
  /// Domains to browse in.
  case browse = "b"
  /// The one domain to browse in where a person chose none.
  case defaultBrowse = "db"
  /// Domains to register services in.
  case registration = "r"
  /// The one domain to register in where a person chose none.
  case defaultRegistration = "dr"
  /// Domains to browse in without a choice by anybody.
  case automaticBrowse = "lb"

  /// The name to ask for: `<list>._dns-sd._udp.<Domain>`; throws `nameTooLong` above 256 octets.
  public func name(in domain: DNSName) throws(DNSNameError) -> DNSName {
    try domain.prepending(labels: [rawValue, "_dns-sd", "_udp"])
  }

  /// The domain to ask in that follows from an address of the host and the length of its subnet's
  /// prefix in bits: the reverse name of the subnet's first address.
  public static func domain(derivedFrom address: IPAddress, prefixLength: Int) -> DNSName {
    switch address {
    case .v4(let address): DNSName(reverse: .v4(address.masked(toPrefix: prefixLength)))
    case .v6(let address): DNSName(reverse: .v6(address.masked(toPrefix: prefixLength)))
    }
  }
}
