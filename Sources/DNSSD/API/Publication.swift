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
  /// Whether somebody is about to wait for the end of probing.
  private(set) var isAwaited = true
  private var waiters: [Waiter] = []
  private var awaitingEnd: [CheckedContinuation<Void, Never>] = []

  /// What a user gave to be published.
  enum Content {
    case service(KeptService)
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
    if case .service(let service) = content { service.isOnOwnHost } else { false }
  }

  /// Takes new content; the name is probed for again when another is wanted.
  mutating func update(_ content: Content, wanted: DNSName?) {
    self.content = content
    if wanted != self.wanted { (established, isAwaited) = (nil, true) }
    self.wanted = wanted
  }

  mutating func establish(_ name: DNSName) {
    established = name
    resume(with: .success(name))
  }

  mutating func rename(to name: DNSName) {
    if established != nil { established = name }
  }

  /// Tells a waiter at once when probing is over.
  mutating func wait(_ waiter: Waiter) {
    isAwaited = false
    if let established {
      waiter.resume(returning: .success(established))
    } else {
      waiters.append(waiter)
    }
  }

  /// Takes note that nobody will wait after all.
  mutating func renounceWait() {
    isAwaited = false
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

/// A service as its host keeps it: without a way back to the host, which would keep itself alive.
struct KeptService {
  private let service: Service
  /// The published name that offers it, when it is not the own one.
  private let alias: (id: RegistrationID, firstName: DNSName)?

  init(_ service: Service) {
    var kept = service
    if case .published(let published) = service.host {
      alias = (published.registration.id, published.firstName)
      kept.host = .own
    } else {
      alias = nil
    }
    self.service = kept
  }

  var isOnOwnHost: Bool { alias == nil && service.host == .own }

  /// The service as it was given to its host.
  func service(on host: DNSSDHost) -> Service {
    guard let alias else { return service }
    var whole = service
    let registration = PublishedRegistration(host: host, id: alias.id)
    whole.host = .published(
      PublishedHost(registration: registration, firstName: alias.firstName))
    return whole
  }
}
