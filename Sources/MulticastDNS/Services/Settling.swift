/// Says when an inquiry that should end by itself has heard what there is to hear.
///
/// A query is repeated 1, 3 and 7 seconds after the first (RFC 6762 §5.2), and responders that share a
/// name answer within 120 ms (RFC 6762 §6). An inquiry has settled when the query after the last news
/// brought nothing new, was given ``Rule/quiet`` to be answered, and nothing that was asked for is
/// missing. News after a repetition says that packets are lost, and so makes it wait for the next;
/// where nothing is lost all is heard by the first query, and the second confirms it.
public struct Settling: Hashable, Sendable {
  /// How long to wait for what.
  public struct Rule: Hashable, Sendable {
    /// How long answers may take.
    public var quiet: Duration = .milliseconds(500)
    /// At least so long when nothing was heard at all.
    public var silence: Duration = .milliseconds(2_500)
    /// Never longer than this.
    public var limit: Duration = .seconds(8)

    /// The rule with the times that suit a local network.
    public init() {}
  }

  /// How long to wait for what.
  public let rule: Rule
  private let start: Instant
  private var lastNews: Instant?

  /// An inquiry that asked for the first time at `start`.
  public init(_ rule: Rule = Rule(), start: Instant) {
    self.rule = rule
    self.start = start
  }

  /// Takes note of something new: an answer that was not known, not one that went.
  public mutating func heard(at now: Instant) {
    lastNews = now
  }

  /// When it will have settled unless there is news before; at once when there can be no more.
  public func end(_ progress: InquiryProgress) -> Instant {
    let limit = start + rule.limit
    switch progress {
    case .complete: return start
    case .pending: return limit
    case .open: return min(openEnd, limit)
    }
  }

  private var openEnd: Instant {
    guard let lastNews else { return start + rule.silence }
    let confirmation = Self.repetitions.map { start + $0 }.first { $0 > lastNews } ?? lastNews
    return max(confirmation, lastNews) + rule.quiet
  }

  /// When a query is sent again, counted from the first (RFC 6762 §5.2).
  private static let repetitions: [Duration] = sequence(
    first: (Timing.firstQueryGap, Timing.firstQueryGap), next: { ($0.0 + $0.1 * 2, $0.1 * 2) }
  ).prefix(10).map(\.0)
}
