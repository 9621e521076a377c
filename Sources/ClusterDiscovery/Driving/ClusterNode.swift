public import DNSSD
internal import MulticastDNS

/// A node on the network: a ``ClusterMachine`` over the sockets and links of this host.
///
/// Its advert is looked at from outside, with sockets of its own, whenever the configuration asks for
/// that and the node wants to decide something.
///
///     let node = try await ClusterNode.start(configuration, links: .policy(LinkPolicy()), seed: seed)
///     while let news = await node.nextNews() { … }
///     await node.leave()
///
/// What waits here ends at once when its task is cancelled, but ``leave()``, which says goodbye first.
public actor ClusterNode {
  private let host: ApplicationHost<NodeApplication>
  private let checking: Task<Void, Never>?

  private init(_ host: ApplicationHost<NodeApplication>, checking: Task<Void, Never>?) {
    self.host = host
    self.checking = checking
  }

  deinit {
    checking?.cancel()
  }

  /// Opens the sockets and begins. `check` says how the own advert is looked at, where the
  /// configuration requires it.
  public static func start(
    _ configuration: BootstrapConfiguration, check: AdvertCheck = AdvertCheck(),
    links: LinkSource, seed: UInt64
  ) async throws(ClusterNodeError) -> ClusterNode {
    let machine: ClusterMachine
    do throws(JoinLockError) {
      machine = try ClusterMachine(configuration, random: RandomSource(seed: ~seed))
    } catch {
      throw .lock(error)
    }
    var driver = DriverConfiguration(seed: seed, links: links)
    driver.engine = .clusterNode
    let host: ApplicationHost<NodeApplication>
    do throws(DriverError) {
      host = try await ApplicationHost.start(NodeApplication(machine), driver)
    } catch {
      throw .driver(error)
    }
    guard configuration.requiresSelfCheck else { return ClusterNode(host, checking: nil) }
    // Another seed, as two engines of one host should not choose the same delays.
    driver.seed = seed &+ 1
    let checking = SelfChecking(host: host, check: check, driver: driver)
    let task = Task { await checking.run() }
    return ClusterNode(host, checking: task)
  }

  /// Waits for something to happen; nil when the node has ended or the task is cancelled.
  public func nextNews() async -> [ClusterNews]? {
    await host.first { node in
      let news = node.machine.takeNews()
      return news.isEmpty ? nil : news
    }
  }

  /// Waits until the node looks otherwise than it did; nil when it has ended or the task is cancelled.
  public func snapshot(otherThan old: ClusterSnapshot) async -> ClusterSnapshot? {
    await host.first { node in
      let snapshot = node.snapshot
      return snapshot == old ? nil : snapshot
    }
  }

  /// What is known at this moment.
  public var snapshot: ClusterSnapshot {
    get async { await host.application.snapshot }
  }

  /// The interfaces of this host, each with the reason for which it is used or left out.
  public var links: [LinkReport] {
    get async { await host.links }
  }

  /// Waits for a time; false when the node has ended or the task is cancelled before.
  public func pause(_ duration: Duration) async -> Bool {
    let end = await host.modify { node, now in node.setAlarm(at: now + duration) }
    return await host.first { node in node.now >= end ? true : nil } ?? false
  }

  /// Reports that the API of this node is ready: it serves, or it has joined.
  public func apiReady() async {
    await host.modify { node, now in node.machine.apiReady(at: now) }
  }

  /// Reports that what the verdict asked for failed: the node leaves.
  public func failed() async {
    await host.modify { node, now in node.machine.failed(at: now) }
  }

  /// Says that the node is leaving, then goodbye, and ends. Takes no longer than three seconds.
  public func leave() async {
    checking?.cancel()
    let host = host
    // In a task of its own: whoever is cancelled has this left to do.
    await Task {
      let isSilent = await host.modify { node, now in
        node.machine.leave(at: now)
        return node.machine.ownAdvert == nil
      }
      if !isSilent { _ = await host.first { $0.machine.hasWithdrawn ? true : nil } }
      await host.shutDown()
    }.value
  }
}

/// Why a node could not start.
public enum ClusterNodeError: Error, Hashable, Sendable {
  /// There is no name for the lock of joining.
  case lock(JoinLockError)
  /// The network cannot be used.
  case driver(DriverError)
}

extension ClusterNodeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lock(let error): error.description
    case .driver(let error): error.description
    }
  }
}
