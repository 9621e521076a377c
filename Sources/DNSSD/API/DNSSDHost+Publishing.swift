public import DNSSDWire
public import MulticastDNS

extension DNSSDHost {
  /// Publishes a service; returns when probing has ended, with the name that was won.
  ///
  /// Services share one registration of this host's own name. Without a network it waits for one.
  /// Throws `name`, `registration`, `nameTaken`, `cancelled` and `host`.
  public func publish(_ service: Service) async throws(PublishError) -> PublishedService {
    throw .cancelled
  }

  /// Publishes a host name with its addresses; returns when probing has ended.
  ///
  /// Throws `hostName`, `registration`, `nameTaken`, `cancelled` and `host`.
  public func publish(_ name: HostName) async throws(PublishError) -> PublishedHost {
    throw .cancelled
  }

  /// Publishes records of any type as they are; returns when probing has ended.
  ///
  /// Throws `registration`, `nameTaken`, `cancelled` and `host`.
  public func publish(
    _ records: [ResourceRecord], ownership: Ownership, links: LinkScope = .all
  ) async throws(PublishError) -> PublishedRecords {
    throw .cancelled
  }

  /// The name of this host: the one that is held when it is published, else the one that is wanted.
  public var name: DNSName { .local }
}
