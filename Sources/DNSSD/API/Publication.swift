internal import DNSSDWire
internal import MulticastDNS

/// Something that a host publishes.
struct Publication {
  /// Who waits for the end of probing.
  typealias Waiter = CheckedContinuation<Result<DNSName, PublishError>, Never>

  /// What is published, or about to be.
  var content: Content
  /// The name that is wanted; nil for plain records.
  var wanted: DNSName?
  /// The name that it holds; nil while it is probed for.
  private(set) var established: DNSName?
  private var waiters: [Waiter] = []
  private var awaitingEnd: [CheckedContinuation<Void, Never>] = []

  /// What a user gave to be published.
  enum Content {
    case service(Service)
    case host(HostName)
    case records(Ownership, LinkScope)
  }

  init(_ content: Content, wanted: DNSName?) {
    self.content = content
    self.wanted = wanted
  }

  /// Whether probing is over.
  var isEstablished: Bool { established != nil }

  /// Whether it is a service that needs the name of this host.
  var isOnOwnHost: Bool {
    if case .service(let service) = content { service.host == .own } else { false }
  }

  /// Takes new content; the name is probed for again when another is wanted.
  mutating func update(_ content: Content, wanted: DNSName?) {
    self.content = content
    if wanted != self.wanted { established = nil }
    self.wanted = wanted
  }

  mutating func establish(_ name: DNSName) {
    established = name
    resume(with: .success(name))
  }

  mutating func rename(to name: DNSName) {
    if established != nil { established = name }
  }

  mutating func wait(_ waiter: Waiter) {
    waiters.append(waiter)
  }

  mutating func waitForEnd(_ waiter: CheckedContinuation<Void, Never>) {
    awaitingEnd.append(waiter)
  }

  /// Tells those who wait for the end of probing.
  mutating func resume(with result: Result<DNSName, PublishError>) {
    for waiter in waiters { waiter.resume(returning: result) }
    waiters = []
  }

  /// Tells everybody that it is over.
  mutating func close(_ error: PublishError) {
    resume(with: .failure(error))
    for waiter in awaitingEnd { waiter.resume() }
    awaitingEnd = []
  }
}
