public import DNSSDWire
public import MulticastDNS

extension DNSSDHost {
  /// The services of a type, all of them again after each change, by name.
  ///
  /// The first element comes at once when something is known, and otherwise with the first answer.
  public nonisolated func services(
    of type: ServiceType, subtype: DNSLabel? = nil, options: BrowseOptions = BrowseOptions()
  ) -> LiveSequence<[DiscoveredService], Never> {
    LiveSequence(host: self)
  }

  /// The services of a type such as `_https._tcp`; a type that breaks the rules for names will do.
  ///
  /// Throws what is wrong with the text.
  public nonisolated func services(
    of type: String, options: BrowseOptions = BrowseOptions()
  ) throws(ServiceTypeError) -> LiveSequence<[DiscoveredService], Never> {
    services(of: try ServiceType(lenient: type), options: options)
  }

  /// What happens to the services of a type, beginning with those that are known.
  ///
  /// A service that changes more often than elements are taken is told once, with all that changed.
  public nonisolated func changes(
    of type: ServiceType, subtype: DNSLabel? = nil, options: BrowseOptions = BrowseOptions()
  ) -> LiveSequence<ServiceChange, HostError> {
    LiveSequence(host: self)
  }

  /// What happens to the services of a type such as `_https._tcp`.
  ///
  /// Throws what is wrong with the text.
  public nonisolated func changes(
    of type: String, options: BrowseOptions = BrowseOptions()
  ) throws(ServiceTypeError) -> LiveSequence<ServiceChange, HostError> {
    changes(of: try ServiceType(lenient: type), options: options)
  }

  /// The types of services that are offered, all of them again after each change, by name
  /// (RFC 6763 §9).
  public nonisolated func serviceTypes(
    links: LinkScope = .all
  ) -> LiveSequence<[ServiceType], Never> {
    LiveSequence(host: self)
  }

  /// The domains that are recommended on the links for a purpose, by name (RFC 6763 §11).
  public nonisolated func domains(
    for purpose: DomainEnumeration, links: LinkScope = .all
  ) -> LiveSequence<[DNSName], Never> {
    LiveSequence(host: self)
  }
}
