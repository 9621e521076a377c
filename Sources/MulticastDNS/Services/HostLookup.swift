public import DNSSDWire

/// Asks for the addresses of a host, of both families alike, and follows them (RFC 6763 §14).
public struct HostLookup: Equatable, Sendable {
  /// The host.
  public let host: DNSName
  /// Where it is asked for.
  public let links: LinkScope
  /// How soon.
  public let urgency: Query.Urgency
  public private(set) var refusal: CommandError?

  private var queries = OpenQueries<AddressFamily>()
  private var followed = FollowedAddresses()
  private var isBegun = false

  /// A lookup that asks when it is first advanced.
  public init(_ host: DNSName, links: LinkScope = .all, urgency: Query.Urgency = .hurried) {
    self.host = host
    self.links = links
    self.urgency = urgency
  }

  /// What is known.
  public var addresses: HostAddresses {
    HostAddresses(
      host: host, addresses: followed.addresses { _ in true },
      absentFamilies: AddressFamily.allCases.filter { followed.isAbsent($0) })
  }
}

extension HostLookup: Inquiry {
  public mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    guard let family = queries.purpose(of: query) else { return }
    followed.apply(change, of: family)
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    guard let family = queries.refused(command) else { return }
    followed.refused(family)
    refusal = error
  }

  public mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    guard !isBegun else { return }
    isBegun = true
    for family in AddressFamily.allCases {
      let query = Query(name: host, type: family.addressType, links: links, urgency: urgency)
      queries.ask(query, for: family, naming: &identifiers)
    }
  }

  public mutating func end() { queries.cancelAll() }

  public mutating func nextCommand() -> EngineCommand? { queries.nextCommand() }

  public var nextDeadline: Instant? { nil }

  public var progress: InquiryProgress {
    guard isBegun, followed.isKnown else { return .pending }
    return followed.isComplete ? .complete : .open
  }
}
