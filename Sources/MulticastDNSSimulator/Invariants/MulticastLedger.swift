internal import DNSSDWire
internal import MulticastDNS

/// When a host multicast each of its records last (RFC 6762 §6).
struct MulticastLedger: Sendable {
  private struct Key: Hashable {
    let linkIndex: Int
    let family: AddressFamily
    let identity: RecordIdentity
  }

  private static let gap: Duration = .seconds(1)
  private static let defenceGap: Duration = .milliseconds(250)
  /// So many records are kept before those that no longer matter are dropped.
  private static let room = 1_024

  private var last: [Key: Instant] = [:]

  /// Takes a multicast response; gives the records that came again too soon. `isProbed` says whether
  /// somebody else probed for a name lately.
  mutating func multicast(
    _ message: SentMessage, on linkIndex: Int, _ family: AddressFamily, at now: Instant,
    isProbed: (DNSName) -> Bool
  ) -> [Finding] {
    if last.count > Self.room { last = last.filter { $0.value + Self.gap > now } }
    var findings: [Finding] = []
    for (record, identity) in zip(message.records, message.identities)
    where record.timeToLive != .goodbye {
      let key = Key(linkIndex: linkIndex, family: family, identity: identity)
      if let before = last.updateValue(now, forKey: key), now < before + Self.gap,
        now < before + Self.defenceGap || !isProbed(record.name)
      {
        let gap = now.duration(since: before)
        findings.append(Finding(.multicastRate, "after \(gap.millisecondsText): \(identity)"))
      }
    }
    return findings
  }

  mutating func forget(linkIndex: Int) {
    last = last.filter { $0.key.linkIndex != linkIndex }
  }
}
