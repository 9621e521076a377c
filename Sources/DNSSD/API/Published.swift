public import DNSSDWire
public import MulticastDNS

/// A service that is published until it is withdrawn or its host is shut down.
public struct PublishedService: Sendable {
  let registration: PublishedRegistration

  /// The name that it holds now.
  public var name: ServiceInstanceName {
    get async { preconditionFailure() }
  }

  /// What happens to it from now on: new names, conflicts, its end. The newest 64 are kept.
  public var events: LiveSequence<RegistrationChange, Never> { registration.events }

  /// Changes its attributes; other hosts learn it at once (RFC 6762 §8.4).
  ///
  /// Throws `registration`, `withdrawn` and `host`; what is published stays then.
  public func update(text: TextAttributes) async throws(PublishError) {}

  /// Replaces it. Nothing that stays the same is announced again; a new name is probed for, and the
  /// call returns when that has ended.
  ///
  /// Throws what publishing does; what is published stays then.
  public func update(_ service: Service) async throws(PublishError) {}

  /// Withdraws it with goodbyes (RFC 6762 §10.1); returns when they are sent.
  public func withdraw() async { await registration.withdraw() }
}

/// A host name that is published until it is withdrawn or its host is shut down.
public struct PublishedHost: Hashable, Sendable {
  let registration: PublishedRegistration

  /// The name that it holds now.
  public var name: DNSName {
    get async { preconditionFailure() }
  }

  /// What happens to it from now on: new names, conflicts, its end. The newest 64 are kept.
  public var events: LiveSequence<RegistrationChange, Never> { registration.events }

  /// Replaces the addresses.
  ///
  /// Throws what publishing does; what is published stays then.
  public func update(addresses: HostRegistration.Addresses) async throws(PublishError) {}

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
  public func update(_ records: [ResourceRecord]) async throws(PublishError) {}

  /// Withdraws them with goodbyes (RFC 6762 §10.1); returns when they are sent.
  public func withdraw() async { await registration.withdraw() }
}

/// A registration of a host.
struct PublishedRegistration: Hashable, Sendable {
  let host: DNSSDHost
  let id: RegistrationID

  var events: LiveSequence<RegistrationChange, Never> { LiveSequence(host: host) }

  func withdraw() async {}

  static func == (left: PublishedRegistration, right: PublishedRegistration) -> Bool {
    left.id == right.id && left.host === right.host
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(id)
  }
}
