import DNSSDWire
import MulticastDNS

@testable import DNSSD

/// A driver with all that it reported, for tests that watch a real kernel. Waits are bounded.
final class DriverBench: Sendable {
  let driver: EngineDriver
  private let log: ReportLog

  /// A driver on the loopback interface alone, at an address of 127.0.0.0/8 by which it is told from
  /// others there.
  convenience init(host: UInt8, seed: UInt64 = 1) throws {
    try self.init(.pinned([Self.loopback(host)]), seed: seed)
  }

  init(_ links: LinkSource, seed: UInt64 = 1) throws {
    let log = try ReportLog()
    driver = try EngineDriver.start(DriverConfiguration(seed: seed, links: links)) {
      log.append($0)
    }
    self.log = log
  }

  /// The link of a host that lives at 127.0.0.`host`.
  static func loopback(_ host: UInt8) -> Link {
    let interfaces = (try? NetworkInterface.snapshot()) ?? []
    let index = interfaces.first { $0.kind == .loopback }?.index ?? 1
    let address = LinkAddress(.v4(IPv4Address(127, 0, 0, host)), prefixLength: 8)
    return Link(index: index, mtu: 65_536, addresses: [address])
  }

  /// Reports so far.
  var reports: [DriverReport] { log.reports }
  var events: [Event] { reports.flatMap(\.events) }

  /// Waits until the reports satisfy a condition; whether they did in time.
  func wait(
    seconds: Int = 10, until isMet: ([DriverReport]) -> Bool
  ) throws -> Bool {
    try log.wait(seconds: seconds, until: isMet)
  }

  /// Waits for an event from which `wanted` makes something, past `start` events; nil when none comes.
  func first<Result>(
    after start: Int = 0, seconds: Int = 10, _ wanted: (Event) -> Result?
  ) throws -> Result? {
    var result: Result?
    _ = try wait(seconds: seconds) { reports in
      result = reports.flatMap(\.events).dropFirst(start).lazy.compactMap(wanted).first
      return result != nil
    }
    return result
  }
}

/// Reports of a driver, and a way to wait for more.
private final class ReportLog: Sendable {
  private let content = Guarded<[DriverReport]>([])
  private let poller: Poller

  init() throws {
    poller = try Poller()
  }

  var reports: [DriverReport] { content.withLock(\.self) }

  func append(_ report: DriverReport) {
    content.withLock { $0.append(report) }
    poller.waker.signal()
  }

  func wait(seconds: Int, until isMet: ([DriverReport]) -> Bool) throws -> Bool {
    let end = HostClock.now() + .seconds(seconds)
    while !isMet(reports) {
      let left = end.duration(since: HostClock.now())
      guard left > .zero else { return false }
      _ = try poller.wait(for: [], timeout: left)
    }
    return true
  }
}

/// A part of a name that no other test and no other process uses.
func mark() -> String {
  String(UInt32.random(in: 0 ... .max), radix: 36)
}
