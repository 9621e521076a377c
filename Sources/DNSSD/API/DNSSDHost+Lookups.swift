public import DNSSDWire
public import MulticastDNS

extension DNSSDHost {
  /// A service by its name as it is and becomes, the location to try first in front; the first element
  /// comes with the first answer.
  public nonisolated func service(
    named name: ServiceInstanceName, options: ResolveOptions = ResolveOptions()
  ) -> LiveSequence<DiscoveredService, Never> {
    LiveSequence(self) { host in
      SnapshotFeed(ServiceResolver(name, options: options, random: host.split())) { $0.service }
    }
  }

  /// Where a service is: host, port, text and addresses, the location to try first in front
  /// (RFC 6763 §5).
  ///
  /// Throws `timedOut` when one of them is missing after `limit`, with what is known; `unavailable`,
  /// `cancelled` and `host`.
  public nonisolated func resolve(
    _ name: ServiceInstanceName, options: ResolveOptions = ResolveOptions(),
    within limit: Duration = .seconds(3)
  ) async throws(ResolveError) -> DiscoveredService {
    let sequence = LiveSequence<ResolutionFeed.Resolution, HostError>(self) { host in
      ResolutionFeed(
        inquiry: ServiceResolver(name, options: options, random: host.split()))
    }.ending(.after(limit))
    var iterator = sequence.makeAsyncIterator()
    let resolution: ResolutionFeed.Resolution?
    do throws(HostError) {
      resolution = try await iterator.next()
    } catch {
      throw .host(error)
    }
    guard let resolution else { throw .cancelled }
    if resolution.service.isUnavailable { throw .unavailable }
    guard resolution.isWhole else { throw .timedOut(resolution.service) }
    return resolution.service
  }

  /// Where a service with a name such as `Web 1._http._tcp.local.` is.
  ///
  /// Throws `notAServiceName` as well.
  public nonisolated func resolve(
    _ name: String, options: ResolveOptions = ResolveOptions(),
    within limit: Duration = .seconds(3)
  ) async throws(ResolveError) -> DiscoveredService {
    let instance: ServiceInstanceName
    do throws(ServiceNameError) {
      instance = try ServiceInstanceName(name)
    } catch {
      throw .notAServiceName(error)
    }
    return try await resolve(instance, options: options, within: limit)
  }

  /// The addresses of a host, all of them again after each change.
  public nonisolated func addresses(
    of host: DNSName, links: LinkScope = .all
  ) -> LiveSequence<HostAddresses, Never> {
    LiveSequence(self) { _ in SnapshotFeed(HostLookup(host, links: links)) { $0.addresses } }
  }

  /// The addresses of a host such as `alpha.local`.
  ///
  /// Throws `notAHostName`, and `addressLiteral` for what is an address already (RFC 1123 §2.1).
  public nonisolated func addresses(
    of host: String, links: LinkScope = .all
  ) throws(ResolveError) -> LiveSequence<HostAddresses, Never> {
    let target: LookupTarget
    do throws(DNSNameError) {
      target = try LookupTarget(host)
    } catch {
      throw .notAHostName(error)
    }
    switch target {
    case .name(let name): return addresses(of: name, links: links)
    case .address(let address): throw .addressLiteral(address)
    }
  }

  /// The names of the host with an address, all of them again after each change.
  public nonisolated func names(
    of address: IPAddress, links: LinkScope = .all
  ) -> LiveSequence<[DNSName], Never> {
    LiveSequence(self) { _ in SnapshotFeed(NameLookup(of: address, links: links)) { $0.values } }
  }

  /// The records that answer a query, all of them again after each change, in the order in which they
  /// came.
  public nonisolated func query(
    _ name: DNSName, type: RecordType, links: LinkScope = .all
  ) -> LiveSequence<[Answer], Never> {
    let query = Query(name: name, type: type, links: links, urgency: .hurried)
    return LiveSequence(self) { _ in SnapshotFeed(RecordLookup(query)) { $0.answers } }
  }

  /// What happens to the answers of a query of any shape; the newest 1,024 changes are kept.
  public nonisolated func changes(to query: Query) -> LiveSequence<AnswerChange, HostError> {
    LiveSequence(self) { _ in AnswerChangeFeed(query) }
  }

  /// Doubts a service which could not be reached: its records are asked for, and it is gone ten seconds
  /// later when nobody answers (RFC 6762 §10.4).
  ///
  /// Returns when the doubt is cast on the SRV records that are known.
  public nonisolated func reconfirm(_ service: DiscoveredService) async {
    let known = LiveSequence<[Answer], Never>(self) { _ in
      SnapshotFeed(RecordLookup(Query(name: service.name.name, type: .srv, urgency: .prompt))) {
        $0.answers
      }
    }.ending(.after(Self.cacheTime))
    for await answers in known {
      for answer in answers { await reconfirm(answer) }
      return
    }
  }

  /// What is known comes out of the cache within this time.
  private static let cacheTime: Duration = .milliseconds(100)

  /// Doubts one record (RFC 6762 §10.4).
  public func reconfirm(_ answer: Answer) {
    port.submit([.reconfirm(answer)])
  }
}
