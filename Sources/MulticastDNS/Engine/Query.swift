public import DNSSDWire

/// Names a query of the user of an engine, who chooses the number.
public struct QueryID: Hashable, Sendable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }
}

/// What somebody wants to know, and how.
public struct Query: Hashable, Sendable {
  /// How long a query goes on.
  public enum Span: Hashable, Sendable {
    /// Until it is cancelled (RFC 6762 §5.2).
    case continuous
    /// From a port of its own, until the first response or the time-out (RFC 6762 §5.1).
    case oneShot(timeout: Duration = Query.defaultTimeout)
    /// From a port of its own, once; all who respond until the time-out are heard, records of our own
    /// are not: what shows who is there now, whatever is cached.
    case gathering(timeout: Duration = Query.defaultTimeout)
  }

  /// How long a one-shot query waits if nothing else is said.
  public static let defaultTimeout = Timing.oneShotTimeout

  /// The names that a query may be for.
  public enum Zones: Hashable, Sendable {
    /// `local.` and the reverse zones of link-local addresses (RFC 6762 §3, §4).
    case linkLocal
    /// Any name, because whoever asks wants it so (RFC 6762 §13): hosts answer for the reverse names of
    /// all their addresses.
    case any
  }

  /// How soon the first question of a continuous query is sent.
  public enum Urgency: Hashable, Sendable {
    /// After 20 to 120 ms, as other hosts may ask at the same moment (RFC 6762 §5.2).
    case routine
    /// At once: a person waits, so no other host was triggered by the same event.
    case prompt
    /// At once, and once more from a port of its own, which responders answer without delay; these
    /// answers are hints of a short life until multicast ones confirm them.
    case hurried
  }

  /// The question.
  public let name: DNSName
  public let type: RecordType
  public let recordClass: RecordClass
  /// Which names may be asked for.
  public let zones: Zones
  /// Where it is asked.
  public let links: LinkScope
  public let span: Span
  public let urgency: Urgency
  /// When set, the answers are asked for again at this interval, and one that three times in a row
  /// does not come is taken for gone.
  public let livenessInterval: Duration?

  /// A query; `.any` as type asks for all records of the name.
  public init(
    name: DNSName, type: RecordType, recordClass: RecordClass = .internet,
    zones: Zones = .linkLocal, links: LinkScope = .all, span: Span = .continuous,
    urgency: Urgency = .routine,
    livenessInterval: Duration? = nil
  ) {
    self.name = name
    self.type = type
    self.recordClass = recordClass
    self.zones = zones
    self.links = links
    self.span = span
    self.urgency = urgency
    self.livenessInterval = livenessInterval
  }
}

/// A record that answers a query, and where it came from.
public struct Answer: Hashable, Sendable {
  /// The record with the time to live that it was sent with.
  public let record: ResourceRecord
  /// The link on which it holds.
  public let linkIndex: Int
  /// The host that sent it last; nil for a record of our own.
  public let source: IPAddress?
  /// When it will be gone unless it is heard again; nil for a record of our own.
  public let expiry: Instant?

  public init(record: ResourceRecord, linkIndex: Int, source: IPAddress?, expiry: Instant?) {
    self.record = record
    self.linkIndex = linkIndex
    self.source = source
    self.expiry = expiry
  }
}

/// What happened to the answers of a query.
public enum AnswerChange: Hashable, Sendable {
  /// A record is there.
  case added(Answer)
  /// Its owner said goodbye: it will be gone within a second unless it is heard again.
  case leaving(Answer)
  /// A record that was leaving was heard again.
  case stayed(Answer)
  /// A record is gone.
  case removed(Answer, RemovalReason)
  /// The owner of the name says that it has no record of the type on this link (RFC 6762 §6.1).
  case denied(linkIndex: Int)
  /// A one-shot query is over.
  case finished
}

/// Why a record is gone.
public enum RemovalReason: Hashable, Sendable {
  /// Its owner said goodbye (RFC 6762 §10.1).
  case goodbye
  /// Its time to live passed (RFC 6762 §5.2).
  case expired
  /// A newer set of records took its place (RFC 6762 §10.2).
  case flushed
  /// The link went down (RFC 6762 §10.3).
  case linkDown
  /// It was doubted, asked for and not heard (RFC 6762 §10.4).
  case reconfirmFailed
  /// Others asked for it and nobody answered (RFC 6762 §10.5).
  case observedFailure
  /// It missed its answers to a query that watches for life.
  case unresponsive
  /// There was no room left for it.
  case evicted
}
