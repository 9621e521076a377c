/// Says when an inquiry that should end by itself has heard what there is to hear.
public struct Settling: Hashable, Sendable {
  /// How long to wait for what.
  public struct Rule: Hashable, Sendable {
    /// At least so long, so that the second query is sent, after a second, and answered
    /// (RFC 6762 §5.2).
    public var shortest: Duration = .milliseconds(1_500)
    /// At least so long when nothing was heard at all.
    public var shortestInSilence: Duration = .milliseconds(2_500)
    /// So long after the last news.
    public var quiet: Duration = .milliseconds(500)
    /// Never longer than this.
    public var longest: Duration = .seconds(8)

    /// The rule with the times that suit a local network.
    public init() {}
  }
}
