internal import DNSSD
internal import MulticastDNS

/// How a node looks at its own advert from outside.
public struct AdvertCheck: Hashable, Sendable {
  /// How often and how long.
  public var pace = SelfCheckPace()
  /// Whether an address that differs is a failure.
  public var addresses = SelfCheckExpectation.AddressMode.strict

  /// Strict, twelve times within a minute.
  public init() {}
}

/// The task that looks at the advert of a node from outside, as often as the node wants it.
struct SelfChecking: Sendable {
  let host: ApplicationHost<NodeApplication>
  let check: AdvertCheck
  let driver: DriverConfiguration

  /// Ends with the first result, and when the node ends or the task is cancelled. A node that goes on
  /// to join wants no result any more, so that a check of what it said before ends without one.
  func run() async {
    let mode = check.addresses
    while let expectation = await host.first({ $0.expectation(mode) }) {
      do throws(DriverError) {
        guard let report = try await report(of: expectation) else { continue }
        await host.modify { node, now in node.selfCheckEnded(report, at: now) }
      } catch {
        await host.modify { node, now in node.machine.selfCheckEnded("\(error)", at: now) }
      }
      return
    }
  }

  private func report(
    of expectation: SelfCheckExpectation
  ) async throws(DriverError) -> SelfCheckReport? {
    let application = SelfCheck(
      expectation, pace: check.pace, random: RandomSource(seed: ~driver.seed))
    let checker = try await ApplicationHost.start(application, driver)
    let host = host
    let report = await withTaskGroup(of: SelfCheckReport?.self) { group in
      group.addTask { await checker.first { $0.report } }
      group.addTask {
        _ = await host.first { $0.machine.wantsSelfCheck ? nil : true }
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    await checker.shutDown()
    return report
  }
}
