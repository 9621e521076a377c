public import DNSSDWire
public import MulticastDNS

extension DNSSDHost {
  /// The services of a type, all of them again after each change, by name.
  ///
  /// The first element comes when there is a service, at once when one is known already.
  public nonisolated func services(
    of type: ServiceType, subtype: DNSLabel? = nil, options: BrowseOptions = BrowseOptions()
  ) -> LiveSequence<[DiscoveredService], Never> {
    LiveSequence(self) { _ in
      Self.browser(type, subtype, options).map { browser in
        SnapshotFeed(browser) { browser in
          _ = browser.takeChanges()
          return browser.services
        }
      }
    }
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
  /// A service that changes more often than elements are taken is told once, with all that changed:
  /// changes are never lost, and never more than there are services.
  public nonisolated func changes(
    of type: ServiceType, subtype: DNSLabel? = nil, options: BrowseOptions = BrowseOptions()
  ) -> LiveSequence<ServiceChange, HostError> {
    LiveSequence(self) { _ in Self.browser(type, subtype, options).map { ServiceChangeFeed($0) } }
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
    LiveSequence(self) { _ in SnapshotFeed(TypeEnumeration(links: links)) { $0.values } }
  }

  /// The domains that are recommended on the links for a purpose, by name (RFC 6763 §11).
  public nonisolated func domains(
    for purpose: DomainEnumeration, links: LinkScope = .all
  ) -> LiveSequence<[DNSName], Never> {
    LiveSequence(self) { _ in
      SnapshotFeed(NameLookup(domainsFor: purpose, links: links)) { $0.values }
    }
  }

  /// A browser in `local.`, where the names of all types and subtypes are short enough.
  private static func browser(
    _ type: ServiceType, _ subtype: DNSLabel?, _ options: BrowseOptions
  ) -> ServiceBrowser? {
    (try? BrowsingName(type: type, subtype: subtype)).map { ServiceBrowser($0, options: options) }
  }
}
