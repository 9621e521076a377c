public import DNSSDWire
public import MulticastDNS

extension DNSSDHost {
  /// A service by its name as it is and becomes; the first element comes when its host and port are
  /// known.
  public nonisolated func service(
    named name: ServiceInstanceName, options: ResolveOptions = ResolveOptions()
  ) -> LiveSequence<DiscoveredService, Never> {
    LiveSequence(host: self)
  }

  /// Where a service is: host, port, text and addresses, the location to try first in front
  /// (RFC 6763 §5).
  ///
  /// Throws `timedOut` when one of them is missing after `limit`, with what is known; `unavailable`,
  /// `cancelled` and `host`.
  public func resolve(
    _ name: ServiceInstanceName, within limit: Duration = .seconds(3)
  ) async throws(ResolveError) -> DiscoveredService {
    throw .timedOut(nil)
  }

  /// Where a service with a name such as `Web 1._http._tcp.local.` is.
  ///
  /// Throws `notAServiceName` as well.
  public func resolve(
    _ name: String, within limit: Duration = .seconds(3)
  ) async throws(ResolveError) -> DiscoveredService {
    let instance: ServiceInstanceName
    do throws(ServiceNameError) {
      instance = try ServiceInstanceName(name)
    } catch {
      throw .notAServiceName(error)
    }
    return try await resolve(instance, within: limit)
  }

  /// The addresses of a host, all of them again after each change.
  public nonisolated func addresses(
    of host: DNSName, links: LinkScope = .all
  ) -> LiveSequence<HostAddresses, Never> {
    LiveSequence(host: self)
  }

  /// The addresses of a host such as `alpha.local`.
  ///
  /// Throws `notAHostName`, and `addressLiteral` for what is an address already (RFC 1123 §2.1).
  public nonisolated func addresses(
    of host: String, links: LinkScope = .all
  ) throws(ResolveError) -> LiveSequence<HostAddresses, Never> {
    LiveSequence(host: self)
  }

  /// The names of the host with an address, all of them again after each change.
  public nonisolated func names(
    of address: IPAddress, links: LinkScope = .all
  ) -> LiveSequence<[DNSName], Never> {
    LiveSequence(host: self)
  }

  /// The records that answer a query, all of them again after each change, in the order in which they
  /// came.
  public nonisolated func query(
    _ name: DNSName, type: RecordType, links: LinkScope = .all
  ) -> LiveSequence<[Answer], Never> {
    LiveSequence(host: self)
  }

  /// What happens to the answers of a query of any shape; the newest 1,024 changes are kept.
  public nonisolated func changes(to query: Query) -> LiveSequence<AnswerChange, HostError> {
    LiveSequence(host: self)
  }

  /// Doubts a service which could not be reached: its records are asked for, and it is gone ten seconds
  /// later when nobody answers (RFC 6762 §10.4).
  public func reconfirm(_ service: DiscoveredService) {}

  /// Doubts one record (RFC 6762 §10.4).
  public func reconfirm(_ answer: Answer) {}
}
