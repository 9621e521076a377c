public import DNSSDWire

/// Finds out where one service is, and follows it: host and port from its SRV record, what it says
/// about itself from TXT, the addresses of its host (RFC 6763 §5).
public struct ServiceResolver: Equatable, Sendable {
  /// The service.
  public let name: ServiceInstanceName
  /// How it is asked for.
  public let options: ResolveOptions

  private static let number = 1
  private var followed: FollowedServices
  private var isBegun = false
  private var random: RandomSource
  private var servers: [ServiceData] = []
  /// The servers in the order in which they are to be tried, drawn anew when they change.
  private var order: [ServiceData] = []
  /// When the wait for addresses of the other family is over; nil before there is one of any.
  private var graceEnd: Instant?
  private var isGraceOver = false

  /// A resolver that asks when it is first advanced; `random` chooses among locations of one priority.
  public init(
    _ name: ServiceInstanceName, options: ResolveOptions = ResolveOptions(), random: RandomSource
  ) {
    self.name = name
    self.options = options
    self.random = random
    followed = FollowedServices(
      links: options.links, urgency: options.urgency, livenessInterval: options.livenessInterval)
  }

  /// What is known, with the location to try first in front; without locations when nobody has told
  /// one, or its SRV record went.
  public var service: DiscoveredService {
    let known = sortedService
    let places = order.enumerated().reduce(into: [:]) { $0[$1.element] = $1.offset }
    return DiscoveredService(
      name: name,
      locations: known.locations.sorted {
        places[$0.data, default: .max] < places[$1.data, default: .max]
      },
      texts: known.texts, linkIndexes: known.linkIndexes, isLeaving: known.isLeaving)
  }

  /// What is known, with the locations in the order in which they are listed.
  private var sortedService: DiscoveredService {
    let answers = followed.details(of: Self.number)?.locations.answers ?? []
    return followed.service(
      Self.number, named: name, linkIndexes: Set(answers.map(\.linkIndex)).sorted(),
      isLeaving: false)
  }
}

extension ServiceResolver: Inquiry {
  public mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    _ = followed.handle(change, of: query)
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    _ = followed.refused(command, because: error)
  }

  public mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    if !isBegun {
      isBegun = true
      followed.follow(name.name, as: Self.number)
    }
    if !followed.takeTouched().isEmpty {
      let servers = sortedService.locations.map(\.data)
      if servers != self.servers {
        self.servers = servers
        order = ServiceSelection(from: servers, random: &random).order
      }
    }
    followed.advance(naming: &identifiers)
    waitForOtherFamily(now)
  }

  private mutating func waitForOtherFamily(_ now: Instant) {
    guard followed.isComplete(Self.number) else { return }
    let end = graceEnd ?? now + options.addressGrace
    graceEnd = end
    isGraceOver = end <= now
  }

  public mutating func end() { followed.end() }

  public mutating func nextCommand() -> EngineCommand? { followed.nextCommand() }

  public var nextDeadline: Instant? { isGraceOver ? nil : graceEnd }

  public var progress: InquiryProgress {
    guard isBegun, followed.isComplete(Self.number) else { return .pending }
    if followed.hasAllAddresses(Self.number) { return .complete }
    return isGraceOver ? .open : .pending
  }

  public var refusal: CommandError? {
    name.name.isLinkLocal ? followed.details(of: Self.number)?.refusal : .notMulticast
  }
}
