/// Every number of RFC 6762 that is a time, a share or a count of repetitions, with its section.
enum Timing {
  // Asking.

  /// Before the first query of a series (RFC 6762 §5.2).
  static let firstQueryDelay: ClosedRange<Duration> = .milliseconds(20)...(.milliseconds(120))
  /// Between the first and the second query of a series; each later gap is twice the last (RFC 6762 §5.2).
  static let firstQueryGap: Duration = .seconds(1)
  /// Where gaps between queries stop growing (RFC 6762 §5.2).
  static let longestQueryGap: Duration = .seconds(3600)
  /// Shares of its life, in percent, at which a record somebody wants is asked for again (RFC 6762 §5.2).
  static let refreshPercents = [80, 85, 90, 95]
  /// The same for a hint, which multicast answers are to confirm before it ends.
  static let hintRefreshPercents = [20, 50, 80]
  /// The most that chance adds to each of these shares, in percent (RFC 6762 §5.2).
  static let refreshExtraPercent = 2
  /// A known answer is listed, and suppresses an answer, with at least this share of its life left, in
  /// percent (RFC 6762 §7.1).
  static let knownAnswerLifePercent = 50
  /// How long a unicast response is accepted after the question that asked for it (RFC 6762 §6).
  static let unicastResponseWindow: Duration = .seconds(2)
  /// Questions that may be asked already and are due this soon go along with one that is sent (RFC 6762 §5.3).
  static let questionsJoin: Duration = .seconds(1)
  /// How long a one-shot querier waits (RFC 6762 §5.1 leaves it open; conventional resolvers wait 2 to 3 s).
  static let oneShotTimeout: Duration = .seconds(3)

  // Keeping.

  /// The rest of a life after a goodbye (RFC 6762 §10.1), or after a cache-flush record without it (RFC 6762 §10.2).
  static let lastSecond: Duration = .seconds(1)
  /// Records received this shortly before a cache-flush record are of the same burst (RFC 6762 §10.2).
  static let flushGrace: Duration = .seconds(1)
  /// How often a doubted record is asked for (RFC 6762 §10.4).
  static let reconfirmQueries = 2
  /// Between these questions (RFC 6762 §5.2).
  static let reconfirmGap: Duration = .seconds(1)
  /// How long a doubted record may stay without an answer (RFC 6762 §10.4).
  static let reconfirmTimeout: Duration = .seconds(10)
  /// How many queries of others without an answer cast doubt on a record (RFC 6762 §10.5).
  static let unansweredQueries = 2
  /// Queries of others that come sooner after one that was counted are repetitions of it.
  static let observationGap: Duration = .milliseconds(750)
  /// How long after them the record may stay (RFC 6762 §10.5).
  static let unansweredTimeout: Duration = .seconds(10)
  /// How many missed answers in a row end a service that is watched for life.
  static let missedLivenessAnswers = 3
  /// How long one such answer may take: longer than the second in which an owner does not repeat itself
  /// (RFC 6762 §6), so that the next question is answered even if this answer is lost.
  static let livenessAnswerTimeout: Duration = .milliseconds(1_250)
  /// The least interval of such questions.
  static let shortestLivenessInterval: Duration = .seconds(1)
  /// So much of the interval, as its divisor, they may come early to go along with others.
  static let livenessEarlyDivisor = 10

  /// How often it is told that packets are heard on a link, where that is wanted.
  static let trafficGap: Duration = .seconds(1)

  // Answering.

  /// Before an answer that others may give too (RFC 6762 §6).
  static let sharedAnswerDelay: ClosedRange<Duration> = .milliseconds(20)...(.milliseconds(120))
  /// After a query with the TC bit, and after each that continues it (RFC 6762 §7.2).
  static let truncatedQueryDelay: ClosedRange<Duration> = .milliseconds(400)...(.milliseconds(500))
  /// What an answer may wait more to join a later one (RFC 6762 §6.4).
  static let aggregationDelay: Duration = .milliseconds(500)
  /// Between two multicasts of one record on one link (RFC 6762 §6).
  static let multicastGap: Duration = .seconds(1)
  /// The same when the second answers a probe (RFC 6762 §6).
  static let probeDefenceGap: Duration = .milliseconds(250)
  /// A record multicast within this part of its life is answered by unicast when that is asked (RFC 6762 §5.4).
  static let recentMulticastDivisor = 4
  /// The longest life in replies to legacy queriers, in seconds (RFC 6762 §6.7).
  static let legacyTimeToLive: UInt32 = 10

  // Claiming.

  /// Before the first probe (RFC 6762 §8.1).
  static let firstProbeDelay: ClosedRange<Duration> = .zero...(.milliseconds(250))
  /// Between probes, and after the last of them (RFC 6762 §8.1).
  static let probeGap: Duration = .milliseconds(250)
  /// Probes for each name (RFC 6762 §8.1).
  static let probeCount = 3
  /// How long the loser of simultaneous probes waits (RFC 6762 §8.2).
  static let deferral: Duration = .seconds(1)
  /// So many conflicts within ``conflictWindow`` slow probing down (RFC 6762 §8.1).
  static let conflictCount = 15
  /// The window in which conflicts are counted (RFC 6762 §8.1).
  static let conflictWindow: Duration = .seconds(10)
  /// The least wait before each attempt when probing is slowed down (RFC 6762 §8.1).
  static let conflictPause: Duration = .seconds(5)
  /// Probing so long without success is an error worth reporting (RFC 6762 §9).
  static let probingComplaint: Duration = .seconds(60)
  /// Between the first two announcements; each later gap is twice the last (RFC 6762 §8.3).
  static let firstAnnouncementGap: Duration = .seconds(1)
  /// How many announcements may follow one cause (RFC 6762 §8.3).
  static let announcementCounts = 2...8
  /// How many changes of one record are announced within ``updateWindow`` (RFC 6762 §8.4).
  static let updateCount = 10
  /// The window in which changes are counted (RFC 6762 §8.4).
  static let updateWindow: Duration = .seconds(60)
  /// So many announcements within the window hold nothing up (RFC 6762 §8.4).
  static let freeUpdateCount = 6
  /// After them, the gap that keeps to ``updateCount`` in the window (RFC 6762 §8.4).
  static let hurriedUpdateGap = updateWindow / (updateCount - freeUpdateCount)
  /// How often a goodbye is said, as packets get lost (RFC 6762 §10.1).
  static let goodbyeCount = 2
  /// Between two goodbyes for one record (RFC 6762 §10.1, §6).
  static let goodbyeGap: Duration = .seconds(1)
  /// Between two questions for names that are ours but doubted, on one link: whoever invents strangers
  /// makes us speak no more often.
  static let doubtGap: Duration = .seconds(5)
  /// How long a record that was ours is known for ours when it comes back: as long as others keep the
  /// records of a host (RFC 6762 §10).
  static let echoMemory: Duration = .seconds(120)
}
