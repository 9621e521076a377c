internal import DNSSDWire

/// The election without a network: the host whose name ends in number 0 wins.
///
/// It asks nobody, so it says nothing about who is alive; it is for hosts that cannot hear each
/// other, and prints what scripts read.
public enum NameListElection {
  /// Whether this host wins, and its key.
  public struct Outcome: Hashable, Sendable {
    public let isWinner: Bool
    public let key: ElectionKey

    /// `winner=yes` or `winner=no`, then `key=` and the key.
    public var lines: [String] { ["winner=\(isWinner ? "yes" : "no")", "key=\(key)"] }
  }

  /// The part of a host name before its number, unless another is given.
  public static let standardPrefix = "sugarkube"

  /// Decides for a host by its name as the system says it.
  ///
  /// Of the hosts `<prefix>0` to `<prefix>N-1` in the domain of this one, the first wins. Without a
  /// number of servers of at least one, any host wins whose name before the first dot ends in 0. An
  /// empty name is `unknown`.
  public static func outcome(
    ofHost name: String, hardwareAddress: HardwareAddress?, prefix: String = standardPrefix,
    servers: Int?
  ) -> Outcome {
    let kept = name.unicodeScalars.filter(\.isSafeToPrint)
    let text = String(String.UnicodeScalarView(kept)).trimmed.lowercased()
    let trimmed = String(text.reversed().drop { $0 == "." }.reversed())
    let host = trimmed.isEmpty ? "unknown" : trimmed
    let base = host.prefix { $0 != "." }
    let isWinner =
      if let servers, servers > 0 {
        base == prefix.lowercased() + "0"
      } else {
        base.last == "0"
      }
    return Outcome(
      isWinner: isWinner, key: ElectionKey(hostText: host, hardwareAddress: hardwareAddress))
  }
}
