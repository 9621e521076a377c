public import DNSSDWire
public import MulticastDNS

/// A service that is published until it is withdrawn or its host is shut down.
public struct PublishedService: Hashable, Sendable {
  let registration: PublishedRegistration
  /// The name that it had when it was published.
  let firstName: ServiceInstanceName

  /// The name that it holds now, or held last.
  public var name: ServiceInstanceName {
    get async {
      let name = await registration.host.establishedName(of: registration.id)
      return name.flatMap { try? ServiceInstanceName($0) } ?? firstName
    }
  }

  /// What happens to it from now on: new names, conflicts, its end. The newest 64 are kept.
  public var events: LiveSequence<RegistrationChange, Never> { registration.events }

  /// Changes its attributes; other hosts learn it at once (RFC 6762 §8.4).
  ///
  /// Throws `registration`, `withdrawn` and `host`; what is published stays then.
  public func update(text: TextAttributes) async throws(PublishError) {
    guard var service = await registration.host.service(of: registration.id) else {
      throw .withdrawn
    }
    service.text = text
    try await update(service)
  }

  /// Replaces it. Nothing that stays the same is announced again; a new name is probed for, and the
  /// call returns when that has ended.
  ///
  /// Throws what publishing does; what is published stays then, unless another host holds the new
  /// name. Where it is published and what happens in a conflict stay as they were.
  public func update(_ service: Service) async throws(PublishError) {
    try await registration.host.update(registration.id, to: service)
  }

  /// Withdraws it with goodbyes (RFC 6762 §10.1); returns when they are sent.
  public func withdraw() async { await registration.withdraw() }
}

/// A host name that is published until it is withdrawn or its host is shut down.
public struct PublishedHost: Hashable, Sendable {
  let registration: PublishedRegistration
  /// The name that it had when it was published.
  let firstName: DNSName

  /// The name that it holds now, or held last.
  public var name: DNSName {
    get async { await registration.host.establishedName(of: registration.id) ?? firstName }
  }

  /// What happens to it from now on: new names, conflicts, its end. The newest 64 are kept.
  public var events: LiveSequence<RegistrationChange, Never> { registration.events }

  /// Replaces the addresses.
  ///
  /// Throws `registration`, `withdrawn` and `host`; what is published stays then.
  public func update(addresses: HostRegistration.Addresses) async throws(PublishError) {
    try await registration.host.update(registration.id, to: addresses)
  }

  /// Withdraws it with goodbyes (RFC 6762 §10.1); returns when they are sent.
  public func withdraw() async { await registration.withdraw() }
}

/// Records that are published until they are withdrawn or their host is shut down.
public struct PublishedRecords: Hashable, Sendable {
  let registration: PublishedRegistration

  /// What happens to them from now on: conflicts, their end. The newest 64 are kept.
  public var events: LiveSequence<RegistrationChange, Never> { registration.events }

  /// Replaces them.
  ///
  /// Throws `registration`, `withdrawn` and `host`; what is published stays then.
  public func update(_ records: [ResourceRecord]) async throws(PublishError) {
    try await registration.host.update(registration.id, to: records)
  }

  /// Withdraws them with goodbyes (RFC 6762 §10.1); returns when they are sent.
  public func withdraw() async { await registration.withdraw() }
}

/// A registration of a host.
struct PublishedRegistration: Hashable, Sendable {
  let host: DNSSDHost
  let id: RegistrationID

  /// Events that wait for who is slow: more than a minute of conflicts brings (RFC 6762 §8.1).
  static let keptEvents = 64

  var events: LiveSequence<RegistrationChange, Never> {
    let id = id
    return LiveSequence(host) { _ in
      NewsFeed(limit: Self.keptEvents) { news in
        if case .registration(id, let change) = news { change } else { nil }
      }
    }
  }

  func withdraw() async {
    await host.withdraw(id)
  }

  static func == (left: PublishedRegistration, right: PublishedRegistration) -> Bool {
    left.id == right.id && left.host === right.host
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(id)
  }
}
