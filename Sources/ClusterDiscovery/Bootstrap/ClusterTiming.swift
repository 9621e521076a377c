internal import MulticastDNS

/// How often and how long, where no setting says so, with the reasons.
enum ClusterTiming {
  /// Between two questions for everybody while it is decided who forms the cluster. With two in five
  /// packets lost each way, twenty such questions all fail in one case of ten thousand.
  static let electionRound: Duration = .milliseconds(200)
  /// The same while nothing is decided that packets could spoil: a dead leader is noticed in time.
  static let followingRound: Duration = .seconds(1)
  /// How often everybody is asked within the time after which the silent count as gone, when nothing is
  /// to be decided any more: so that they can be shown.
  static let settledRounds = 3
  /// What a leader may be out of touch with those who voted for it before it gives up, as a part of the
  /// time after which they elect another: they must be later.
  static let leaseShare = (numerator: 2, denominator: 3)
  /// How long an advert of a node that leaves is left for others to read.
  static let leavingNotice: Duration = .milliseconds(300)
  /// How fresh the proof has to be that packets flow: it is told of once a second, and asked for all the
  /// time.
  static let trafficMemory: Duration = .milliseconds(1_500)
}
