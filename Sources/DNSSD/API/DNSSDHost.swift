internal import DNSSDWire
internal import MulticastDNS

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
/// Sequences ask only while somebody iterates: each iterator asks for itself, and a cancelled task or a
/// dropped iterator ends its queries at once. What is published stays until it is withdrawn or the host
/// is shut down. When the last reference goes before that, the sockets are closed without a word.
public actor DNSSDHost {
  let configuration: HostConfiguration
  nonisolated let executor: ThreadExecutor
  /// The way of other threads to this host.
  nonisolated let inbox: Inbox
  let port: any EnginePort
  var identifiers = IdentifierSequence()
  var random: RandomSource
  /// The iterators that ask, and whose queries are whose.
  var sessions: [SessionID: any HostSession] = [:]
  var owners: [QueryID: SessionID] = [:]
  var lastSession: UInt64 = 0
  /// The moment for which a report is asked for.
  var wakeUp: Instant?
  /// What is published, or about to be.
  var publications: [RegistrationID: Publication] = [:]
  /// Why something is over that somebody was about to wait for.
  var unheardEnds: [RegistrationID: PublishError] = [:]
  var ownHost: OwnHost
  /// Whether the sockets are closed, or about to be.
  var isOver = false

  /// The interfaces of this host, each with the reason for which it is used or left out.
  public internal(set) var links: [LinkReport] = []

  /// The thread that this host runs on.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.forActor
  }

  private init(
    _ configuration: HostConfiguration, on executor: ThreadExecutor, ownHost: OwnHost,
    port: any EnginePort, inbox: Inbox, seed: UInt64
  ) {
    self.executor = executor
    self.configuration = configuration
    self.ownHost = ownHost
    self.port = port
    self.inbox = inbox
    random = RandomSource(seed: seed)
  }

  deinit {
    inbox.finish()
  }

  /// Opens the sockets. No network is needed, and nothing is sent yet.
  ///
  /// Throws `hostNameUnusable` and `driver`.
  public static func start(
    _ configuration: HostConfiguration = HostConfiguration()
  ) async throws(HostError) -> DNSSDHost {
    try start(configuration) { (driver, report) throws(HostError) in
      do throws(DriverError) {
        return try EngineDriver.start(driver, report: report)
      } catch {
        throw .driver(error)
      }
    }
  }

  /// Starts on a port that `makePort` gives.
  static func start(
    _ configuration: HostConfiguration,
    on makePort: (
      DriverConfiguration, @escaping @Sendable (DriverReport) -> Void
    ) throws(HostError) -> any EnginePort
  ) throws(HostError) -> DNSSDHost {
    let ownHost = try OwnHost(configuration)
    let executor = try Self.executor()
    let seed = configuration.seed ?? Seed.unpredictable()
    var random = RandomSource(seed: seed)
    var driver = DriverConfiguration(seed: random.next(), links: configuration.links)
    driver.engine = configuration.engine
    let (inputs, inbox) = AsyncStream<HostInput>.makeStream()
    let port = try makePort(driver) { inbox.yield(.report($0)) }
    let host = DNSSDHost(
      configuration, on: executor, ownHost: ownHost, port: port, inbox: inbox, seed: random.next()
    )
    Task(executorPreference: executor) { [weak host] in
      for await input in inputs { await host?.take(input) }
    }
    return host
  }

  private static func executor() throws(HostError) -> ThreadExecutor {
    do throws(Errno) {
      return try ThreadExecutor()
    } catch {
      throw .driver(.thread(error))
    }
  }

  /// Withdraws all that is published with goodbyes, closes the sockets, and ends all sequences.
  ///
  /// Takes no longer than two seconds. Further calls wait for the same end.
  public func shutDown() async {
    await port.stop()
    closeAll()
    inbox.finish()
  }
}
