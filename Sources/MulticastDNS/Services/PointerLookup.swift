public import DNSSDWire

/// Asks for PTR records, and lists what they point at, each once.
///
/// The lists are those of types (RFC 6763 §9), of recommended domains (RFC 6763 §11) and of the names
/// of an address (RFC 1035 §3.5).
public struct PointerLookup<Value: PointerValue>: Equatable, Sendable {
  private var lookup: RecordLookup

  /// A lookup that asks at a name when it is first advanced.
  public init(
    _ name: DNSName, zones: Query.Zones = .linkLocal, links: LinkScope = .all,
    urgency: Query.Urgency = .hurried
  ) {
    lookup = RecordLookup(
      Query(name: name, type: .ptr, zones: zones, links: links, urgency: urgency))
  }

  /// What the records point at, in the order of the text for people.
  public var values: [Value] {
    let targets = lookup.answers.compactMap(\.record.pointerTarget)
    let values = Set(targets.compactMap { Value(pointer: $0) })
    return values.map { (value: $0, text: $0.description) }
      .map { (value: $0.value, keys: ($0.text.lowercased(), $0.text)) }
      .sorted { $0.keys < $1.keys }.map(\.value)
  }
}

/// Something that PTR records point at.
public protocol PointerValue: Hashable, Sendable, CustomStringConvertible {
  /// Reads the target of a record; nil when it is none.
  init?(pointer target: DNSName)
}

extension DNSName: PointerValue {
  /// Every target is a name.
  public init?(pointer target: DNSName) {
    self = target
  }
}

extension ServiceType: PointerValue {
  /// The first two labels count, whatever follows (RFC 6763 §9).
  public init?(pointer target: DNSName) {
    try? self.init(lenient: target.labels.prefix(2))
  }
}

/// Lists the types of services that are offered (RFC 6763 §9).
public typealias TypeEnumeration = PointerLookup<ServiceType>

extension TypeEnumeration {
  /// The types in `local.`; throws nothing, as the name is always short enough.
  public init(links: LinkScope = .all, urgency: Query.Urgency = .hurried) {
    self.init(Self.localName, links: links, urgency: urgency)
  }

  private static var localName: DNSName {
    (try? ServiceType.enumerationName(in: .local)) ?? .local
  }
}

/// Lists names: of recommended domains (RFC 6763 §11), and of an address.
public typealias NameLookup = PointerLookup<DNSName>

extension NameLookup {
  /// The domains of `local.` that are recommended for a purpose (RFC 6763 §11).
  public init(
    domainsFor purpose: DomainEnumeration, links: LinkScope = .all,
    urgency: Query.Urgency = .hurried
  ) {
    self.init((try? purpose.name(in: .local)) ?? .local, links: links, urgency: urgency)
  }

  /// The names of the host with an address, which need not be link-local.
  public init(
    of address: IPAddress, links: LinkScope = .all, urgency: Query.Urgency = .hurried
  ) {
    self.init(DNSName(reverse: address), zones: .any, links: links, urgency: urgency)
  }
}

extension PointerLookup: Inquiry {
  public mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    lookup.handle(change, of: query, at: now)
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    lookup.refused(command, because: error, at: now)
  }

  public mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    lookup.advance(to: now, naming: &identifiers)
  }

  public mutating func end() { lookup.end() }

  public mutating func nextCommand() -> EngineCommand? { lookup.nextCommand() }

  public var nextDeadline: Instant? { nil }

  public var progress: InquiryProgress { lookup.progress }

  public var refusal: CommandError? { lookup.refusal }
}
