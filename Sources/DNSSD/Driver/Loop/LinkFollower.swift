internal import DNSSDWire
internal import MulticastDNS

/// Follows the interfaces of the host: a change that the kernel reports leads to one snapshot, and many
/// changes in a row to few.
final class LinkFollower {
  private var source: LinkSource
  private var monitor: InterfaceMonitor?
  private var lastSnapshot: Instant?
  /// When the next snapshot is due; nil while nothing has changed.
  private(set) var deadline: Instant?
  private(set) var snapshotCount = 0
  private var failureCount = 0

  /// Between two snapshots. A node that starts twenty containers reports hundreds of changes.
  static let snapshotGap: Duration = .milliseconds(250)

  /// The first snapshot is due at once.
  init(_ source: LinkSource, at now: Instant) throws(SocketError) {
    self.source = source
    deadline = now
    if case .policy = source { monitor = try InterfaceMonitor() }
  }

  /// What to wait on; nothing while a snapshot is due anyway, so that further changes wake nobody.
  var fileDescriptor: Int32? {
    deadline == nil ? monitor?.fileDescriptor : nil
  }

  func setPolicy(_ policy: LinkPolicy, at now: Instant) throws(SocketError) {
    source = .policy(policy)
    deadline = now
    if monitor == nil { monitor = try InterfaceMonitor() }
  }

  /// Says that the kernel has something to report.
  func noteChange(at now: Instant) throws(SocketError) {
    guard try monitor?.drain() ?? false, deadline == nil else { return }
    deadline = max(now, lastSnapshot.map { $0 + Self.snapshotGap } ?? now)
  }

  /// What is decided about the interfaces as they are now, if it is time to look; nil if not.
  func reportsIfDue(at now: Instant) throws(SocketError) -> [LinkReport]? {
    guard let due = deadline, due <= now else { return nil }
    lastSnapshot = now
    // What waits now is part of the snapshot. Should that fail, the next comes by itself, later each time.
    failureCount = min(failureCount + 1, 8)
    deadline = now + Self.snapshotGap * (1 << failureCount)
    _ = try monitor?.drain()
    snapshotCount += 1
    let interfaces = try NetworkInterface.snapshot()
    deadline = nil
    failureCount = 0
    switch source {
    case .policy(let policy): return policy.reports(on: interfaces)
    case .pinned(let links): return Self.reports(on: links, among: interfaces)
    }
  }

  private static func reports(
    on links: [Link], among interfaces: [NetworkInterface]
  ) -> [LinkReport] {
    links.map { link in
      let interface = interfaces.first { $0.index == link.index }
      return LinkReport(
        index: link.index, name: interface?.name ?? "interface \(link.index)",
        kind: interface?.kind ?? .none, verdict: .used(link, .pinned))
    }
  }
}
