internal import ClusterDiscovery
internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// The steps of the demonstration: three nodes become a cluster, then one leaves it.
struct DemoScript: Sendable {
  let scope: ClusterScope
  /// The loopback interface.
  private let linkIndex: Int
  private let mtu: Int

  /// What takes the place of an installation.
  private static let installation = Duration.milliseconds(200)
  /// Long enough for answers on the loopback interface, of which none is late.
  private static let discoveryWait = Duration.seconds(1)

  /// A cluster of its own, so that two demonstrations on one machine have nothing to do with each other.
  init(linkIndex: Int, mtu: Int) throws(DemoFailure) {
    let tag = String(Seed.unpredictable() % 0x10000, radix: 16)
    guard let scope = try? ClusterScope(cluster: "demo", environment: tag) else { throw .unnamed }
    self.scope = scope
    self.linkIndex = linkIndex
    self.mtu = mtu
  }

  /// Runs the nodes until the end, or until a step fails; a step that waits for what does not come fails
  /// when the task is cancelled.
  func run(into mailbox: Mailbox<DemoNews>) async {
    var nodes: [DemoNode: ClusterNode] = [:]
    do throws(DemoFailure) {
      for node in DemoNode.allCases { nodes[node] = try await start(node) }
      try await form(nodes, mailbox)
      try await part(nodes, mailbox)
    } catch {
      mailbox.post(.failed(error))
    }
    let all = nodes
    await withTaskGroup { group in
      for node in DemoNode.allCases { group.addTask { await all[node]?.leave() } }
    }
  }

  private func start(_ node: DemoNode) async throws(DemoFailure) -> ClusterNode {
    var configuration = BootstrapConfiguration(scope: scope, host: try host(of: node))
    configuration.servers = DemoNode.allCases.count
    configuration.ipv4 = node.address
    configuration.requiresSelfCheck = true
    configuration.discoveryWait = Self.discoveryWait
    do throws(ClusterNodeError) {
      return try await ClusterNode.start(
        configuration, links: links(of: node), seed: Seed.unpredictable())
    } catch {
      throw .node(node, error)
    }
  }

  private func host(of node: DemoNode) throws(DemoFailure) -> DNSName {
    let text = "\(node.rawValue)-\(scope.environment)"
    guard let host = try? DNSName.local.prepending(DNSLabel(text: text)) else { throw .unnamed }
    return host
  }

  private func links(of node: DemoNode) -> LinkSource {
    .pinned([
      MulticastDNS.Link(
        index: linkIndex, mtu: mtu, addresses: [LinkAddress(.v4(node.address), prefixLength: 8)])
    ])
  }
}

/// The two acts.
extension DemoScript {
  /// All become one cluster.
  private func form(
    _ nodes: [DemoNode: ClusterNode], _ mailbox: Mailbox<DemoNews>
  ) async throws(DemoFailure) {
    let ends = await withTaskGroup(of: Result<Bool, DemoFailure>.self) { group in
      for (name, node) in nodes { group.addTask { await follow(node, as: name, mailbox) } }
      var ends: [Result<Bool, DemoFailure>] = []
      for await end in group {
        ends.append(end)
        if case .failure = end { group.cancelAll() }
      }
      return ends
    }
    var founders = 0
    for end in ends where try end.get() { founders += 1 }
    guard founders == 1 else { throw .founders(founders) }
  }

  /// Tells what a node does until it serves; true when it formed the cluster.
  private func follow(
    _ node: ClusterNode, as name: DemoNode, _ mailbox: Mailbox<DemoNews>
  ) async -> Result<Bool, DemoFailure> {
    var isFounder = false
    var hasChecked = false
    while let batch = await node.nextNews() {
      if !hasChecked, let report = await node.snapshot.selfCheck {
        hasChecked = true
        mailbox.post(.step(name, .selfChecked(report)))
      }
      for news in batch {
        if let step = DemoStep(news) { mailbox.post(.step(name, step)) }
        switch news {
        case .verdict(.refuse(let reason)): return .failure(.refused(name, reason))
        case .verdict(.bootstrap):
          isFounder = true
          await install(node, as: name, mailbox)
        case .verdict(.join): await install(node, as: name, mailbox)
        case .entered(.serving, _): return .success(isFounder)
        case .verdict(.follow), .entered, .voted: continue
        }
      }
    }
    return .failure(.tooSlow)
  }

  private func install(
    _ node: ClusterNode, as name: DemoNode, _ mailbox: Mailbox<DemoNews>
  ) async {
    guard await node.pause(Self.installation) else { return }
    mailbox.post(.step(name, .installed))
    await node.apiReady()
  }

  /// The last one leaves, and the one before it makes sure that it is gone.
  private func part(
    _ nodes: [DemoNode: ClusterNode], _ mailbox: Mailbox<DemoNews>
  ) async throws(DemoFailure) {
    let host = try host(of: .pi2)
    mailbox.post(.step(.pi2, .entered(.leaving)))
    await nodes[.pi2]?.leave()
    mailbox.post(.step(.pi1, .seeking(host)))
    let gate = AbsenceGate(
      AbsenceTarget(instances: NodeInstances.all(of: host, in: scope)), pace: AbsencePace(),
      random: RandomSource(seed: Seed.unpredictable()))
    var configuration = DriverConfiguration(seed: Seed.unpredictable(), links: links(of: .pi1))
    configuration.engine.tellsOfTraffic = true
    let report: GateReport<AbsenceEvidence, AbsenceFailure>?
    do throws(DriverError) {
      let looker = try await ApplicationHost.start(gate, configuration)
      report = await looker.first { $0.report }
      await looker.shutDown()
    } catch {
      throw .driver(error)
    }
    switch report?.result {
    case .ok: break
    case .failed(let failure): throw .absence("\(failure)")
    case .unknown(let doubt): throw .absence("\(doubt)")
    case nil: throw .tooSlow
    }
    if let report { mailbox.post(.step(.pi1, .absent(host, report))) }
  }
}

extension DemoStep {
  /// What is told of news; nil for what says nothing to somebody who looks on.
  fileprivate init?(_ news: ClusterNews) {
    switch news {
    case .entered(let state, _): self = .entered(state)
    case .voted(let leader?, _): self = .voted(for: leader)
    case .voted(nil, _): return nil
    case .verdict(.follow): return nil
    case .verdict(let verdict): self = .verdict(verdict)
    }
  }
}
