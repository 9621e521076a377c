/// This host in the conversation of its links: it finds services, and publishes its own.
///
/// It shares port 5353 with other programs, follows the interfaces as they come and go, and works
/// from a start without any network.
///
///     let host = try await DNSSDHost.start()
///     let web = try await host.publish(Service("Web 1", type: "_http._tcp", port: 8080))
///     print(await web.name)                                   // the name won after probing
///
///     for await services in try host.services(of: "_ipp._tcp") {
///       for service in services { print(service.instance, service.addresses) }
///     }                                                       // cancel the task to stop
///
///     let found = try await host.services(of: "_ssh._tcp").settled()
///     let one = try await host.resolve("Web 1._http._tcp.local.", within: .seconds(2))
///     await host.shutDown()                                   // goodbyes first
///
/// A host serves until ``shutDown()``: its sockets and its registrations stay when the last
/// reference goes. Sequences ask only while somebody iterates: each iterator asks for itself, and a
/// cancelled task or a dropped iterator ends its queries at once.
public actor DNSSDHost {
  private init() {}

  /// Opens the sockets. No network is needed, and nothing is sent yet.
  ///
  /// Throws `hostNameUnusable` and `driver`.
  public static func start(
    _ configuration: HostConfiguration = HostConfiguration()
  ) async throws(HostError) -> DNSSDHost {
    DNSSDHost()
  }

  /// Ends all sequences, withdraws all that is published with goodbyes, and closes the sockets.
  ///
  /// Takes no longer than two seconds. Further calls wait for the same end.
  public func shutDown() async {}

  /// The interfaces of this host, each with the reason for which it is used or left out.
  public var links: [LinkReport] { [] }

  /// The interfaces again and again as they or the decisions about them change, newest kept.
  public nonisolated func linkChanges() -> LiveSequence<[LinkReport], Never> {
    LiveSequence(host: self)
  }

  /// Chooses interfaces by another policy from now on.
  public func setLinkPolicy(_ policy: LinkPolicy) {}

  /// What the engine and the sockets have done since the start.
  public var counters: DriverCounters {
    get async { DriverCounters() }
  }

  /// Datagrams that were not used, each with the reason, and calls that the kernel refused; the
  /// newest 256 are kept.
  public nonisolated func troubles() -> LiveSequence<Trouble, Never> {
    LiveSequence(host: self)
  }
}
