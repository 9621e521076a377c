public import DNSSDWire

/// Names a registration of the user of an engine, who chooses the number.
public struct RegistrationID: Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}

/// Something to be published.
public struct Registration: Hashable, Sendable {
  /// What is published.
  public enum Content: Hashable, Sendable {
    case host(HostRegistration)
    case service(ServiceRegistration)
    case records(RecordRegistration)
  }

  /// What happens when another host holds the name.
  public enum ConflictPolicy: Hashable, Sendable {
    /// Take the next name (RFC 6762 §9).
    case rename
    /// Give up and say so.
    case giveUp
  }

  /// Whether unique records are probed for before they are used (RFC 6762 §8.1).
  public enum Verification: Hashable, Sendable {
    case probe
    /// Somebody else did: a proxy takes over what is verified.
    case verified
  }

  /// What is published.
  public let content: Content
  /// Where it is published.
  public let links: LinkScope
  public let conflictPolicy: ConflictPolicy
  public let verification: Verification

  /// Something to be published, probed for on every link and renamed on a conflict unless said
  /// otherwise.
  public init(
    _ content: Content, links: LinkScope = .all, conflictPolicy: ConflictPolicy = .rename,
    verification: Verification = .probe
  ) {
    self.content = content
    self.links = links
    self.conflictPolicy = conflictPolicy
    self.verification = verification
  }
}

/// A host name with its addresses: this host's own, or another's for which we stand in.
public struct HostRegistration: Hashable, Sendable {
  /// Where the addresses come from.
  public enum Addresses: Hashable, Sendable {
    /// The addresses of each link, on that link alone (RFC 6762 §14).
    case ofLinks
    /// These, on every link.
    case listed([IPAddress])
  }

  /// The name that is wanted: one label and `local.` (RFC 6762 §3).
  public let name: DNSName
  public let addresses: Addresses
  /// Whether the reverse names of the addresses point at the name (RFC 6762 §4).
  public let hasReverseNames: Bool

  /// A host to be published.
  ///
  /// Throws `hostNameNotOneLabel` unless `name` is one label and a domain, `notMulticast` when that is not
  /// `local.`, and `addressesMissing` for an empty list.
  public init(
    name: DNSName, addresses: Addresses = .ofLinks, hasReverseNames: Bool = true
  ) throws(RegistrationError) {
    guard name.isWithin(.local) else { throw .notMulticast }
    guard name.parent == .local else { throw .hostNameNotOneLabel }
    if case .listed(let listed) = addresses, listed.isEmpty { throw .addressesMissing }
    self.name = name
    self.addresses = addresses
    self.hasReverseNames = hasReverseNames
  }
}

/// A service: its PTR, SRV and TXT records (RFC 6763).
public struct ServiceRegistration: Hashable, Sendable {
  /// The host that offers a service.
  public enum Host: Hashable, Sendable {
    /// The host registration of that number, under the name that it wins.
    case registered(RegistrationID)
    /// A host by name, which we do not publish.
    case named(DNSName)
  }

  /// The name that is wanted.
  public let instanceName: ServiceInstanceName
  public let subtypes: [DNSLabel]
  public let host: Host
  /// The port; 0 for a service that only holds its name (RFC 6763 §8).
  public let portNumber: UInt16
  public let priority: UInt16
  public let weight: UInt16
  public let text: TextData
  /// Of the SRV record (RFC 6762 §10).
  public let locationTimeToLive: TimeToLive
  /// Of the other records (RFC 6762 §10).
  public let timeToLive: TimeToLive

  /// A service to be published.
  ///
  /// Throws `notMulticast` when the domain is not `local.`, and `records` for what
  /// ``ServiceRecords`` refuses.
  public init(
    instanceName: ServiceInstanceName, subtypes: [DNSLabel] = [], host: Host, portNumber: UInt16,
    priority: UInt16 = 0, weight: UInt16 = 0, text: TextData = .empty,
    locationTimeToLive: TimeToLive = .hostName, timeToLive: TimeToLive = .other
  ) throws(RegistrationError) {
    guard instanceName.name.isWithin(.local) else { throw .notMulticast }
    self.instanceName = instanceName
    self.subtypes = subtypes
    self.host = host
    self.portNumber = portNumber
    self.priority = priority
    self.weight = weight
    self.text = text
    self.locationTimeToLive = locationTimeToLive
    self.timeToLive = timeToLive
    _ = try records(named: instanceName, at: .local)
  }

  /// The records of the service under a name, at a host.
  func records(
    named name: ServiceInstanceName, at target: DNSName
  ) throws(RegistrationError) -> ServiceRecords {
    do throws(ServiceRecordsError) {
      return try ServiceRecords(
        instanceName: name, subtypes: subtypes,
        location: ServiceData(
          priority: priority, weight: weight, portNumber: portNumber, target: target),
        text: text, locationTimeToLive: locationTimeToLive, timeToLive: timeToLive)
    } catch {
      throw .records(error)
    }
  }
}

/// Records of any type, as they are.
public struct RecordRegistration: Hashable, Sendable {
  public let records: [ResourceRecord]
  public let ownership: Ownership

  /// Records to be published together; their cache-flush bits follow from the ownership.
  ///
  /// Throws `recordsMissing`, `tooManyRecords`, `notMulticast` for a name of another zone, `unsendable`
  /// for malformed data or a type that is no data, `recordTooLarge` for one that no packet can carry, and
  /// `mixedTimesToLive` for two of one name, type and class (RFC 2181 §5.2).
  public init(_ records: [ResourceRecord], ownership: Ownership) throws(RegistrationError) {
    try Self.check(records)
    self.records = records
    self.ownership = ownership
  }
}

/// Whose a set of records is (RFC 6762 §2).
public enum Ownership: Hashable, Sendable {
  /// Ours alone, after probing.
  case unique
  /// Ours alone for a reason that makes probing unnecessary.
  case knownUnique
  /// Ours and others'.
  case shared
}

/// What happened to a registration.
public enum RegistrationChange: Hashable, Sendable {
  /// It is established, under this name, on every link that is up; again after each new claim.
  case established(name: DNSName)
  /// Another host holds the name, and another was taken, which is being probed for.
  case renamed(from: DNSName, to: DNSName, because: Conflict)
  /// A record of ours was contradicted, and its name is being probed for again.
  case challenged(Conflict)
  /// Another host holds the name, and the policy is to give up: nothing is published any more.
  case lost(Conflict)
  /// A minute of probing brought no name (RFC 6762 §9).
  case unsuccessful
  /// It is withdrawn, and the goodbyes are sent.
  case withdrawn
}

/// Another host's record that contradicts ours.
public struct Conflict: Hashable, Sendable {
  /// The record of the other host.
  public let record: ResourceRecord
  /// The other host.
  public let source: IPAddress
  public let linkIndex: Int

  public init(record: ResourceRecord, source: IPAddress, linkIndex: Int) {
    self.record = record
    self.source = source
    self.linkIndex = linkIndex
  }
}

/// Why something cannot be published.
public enum RegistrationError: Error, Hashable, Sendable {
  case notMulticast
  case hostNameNotOneLabel
  case addressesMissing
  case records(ServiceRecordsError)
  case recordsMissing
  case tooManyRecords
  case unsendable(RecordType)
  case recordTooLarge(RecordType)
  case mixedTimesToLive(RecordType)
}

extension RegistrationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notMulticast: "the name is not within local. or a link-local reverse zone"
    case .hostNameNotOneLabel: "a host name is one label in local."
    case .addressesMissing: "the list of addresses is empty"
    case .records(let error): error.description
    case .recordsMissing: "there are no records"
    case .tooManyRecords: "more than \(Limits.recordsInRegistration) records"
    case .unsendable(let type): "the \(type) record has data that cannot be sent"
    case .recordTooLarge(let type): "the \(type) record is longer than a packet can be"
    case .mixedTimesToLive(let type):
      "\(type) records of one name have different times to live"
    }
  }
}
