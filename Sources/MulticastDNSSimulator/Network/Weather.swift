/// What befalls the datagrams of a world.
public struct Weather: Hashable, Sendable {
  /// The share of deliveries that are lost, 0...1; each receiver of a multicast loses its own.
  public var loss: Double
  /// The share of deliveries that come twice, 0...1.
  public var duplication: Double
  /// How long a datagram is on its way.
  public var delay: ClosedRange<Duration>
  /// What comes on top for each receiver, so that datagrams overtake each other.
  public var jitter: Duration
  /// The share of deliveries that are held up, 0...1.
  public var straggling: Double
  /// For how long those are held up at most.
  public var longestStraggling: Duration

  public init(
    loss: Double = 0, duplication: Double = 0,
    delay: ClosedRange<Duration> = .microseconds(100)...(.microseconds(900)),
    jitter: Duration = .zero, straggling: Double = 0, longestStraggling: Duration = .zero
  ) {
    self.loss = loss
    self.duplication = duplication
    self.delay = delay
    self.jitter = jitter
    self.straggling = straggling
    self.longestStraggling = longestStraggling
  }

  /// A quiet LAN: nothing is lost, and everything arrives within a millisecond.
  public static let calm = Weather()

  /// Whether all receivers get one copy at the same moment, so that one event serves them all.
  var isUniform: Bool {
    loss <= 0 && duplication <= 0 && jitter <= .zero && straggling <= 0
  }

  /// How long after its sending a datagram may still arrive.
  var longestDelay: Duration { delay.upperBound + jitter + longestStraggling }
}

extension Weather: CustomStringConvertible {
  public var description: String {
    guard self != .calm else { return "calm" }
    let shares = [("loss", loss), ("duplicates", duplication), ("stragglers", straggling)]
      .filter { $0.1 > 0 }.map { "\($0.0) \(Int(($0.1 * 100).rounded()))%" }
    let delays = [
      ("delay", delay.upperBound), ("jitter", jitter), ("straggling", longestStraggling),
    ]
    .filter { $0.1 > .zero }.map { "\($0.0) \($0.1.millisecondsText)" }
    return (shares + delays).joined(separator: " ")
  }
}
