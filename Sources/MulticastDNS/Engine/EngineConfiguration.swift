/// What the user of an engine may choose; the defaults are those of RFC 6762.
public struct EngineConfiguration: Hashable, Sendable {
  /// Whether the first question of each continuous query asks for unicast responses, as some
  /// implementations do; the RFC wants it only when a link comes up (RFC 6762 §5.4).
  public var asksFirstForUnicast = false
  /// How many announcements follow one cause, held to 2...8 (RFC 6762 §8.3).
  public var announcementCount = 3 {
    didSet {
      announcementCount = min(
        max(announcementCount, Timing.announcementCounts.lowerBound),
        Timing.announcementCounts.upperBound)
    }
  }
  /// Whether the last probe asks for multicast responses, so that a defender who can only multicast
  /// is heard (RFC 6762 §8.1).
  public var asksLastProbeForMulticast = false
  /// Whether queriers that are not on the link get answers, by unicast only (RFC 6762 §5.5).
  public var answersOffLink = false
  /// Whether datagrams with a hop limit other than 255 are refused (RFC 6762 §11).
  public var requiresFullHopLimit = false
  /// Whether it is told that datagrams are heard, once a second at most on each link: proof for those
  /// who conclude something from silence.
  public var tellsOfTraffic = false
  /// The longest life that is believed of a record, in seconds (RFC 2181 §8).
  public var longestTimeToLive: UInt32 = 7 * 24 * 3600

  /// All as the RFC has it.
  public init() {}
}
