internal import ClusterDiscovery
internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// The tasks of `cluster up`: the node, and the work of its verdict.
struct BringingUp: Sendable {
  let configuration: BootstrapConfiguration
  let check: AdvertCheck
  let links: LinkSource
  let plans: PlanMaking
  /// What the shell runs at the verdict; nil to wait for somebody else to install.
  let installer: String?

  /// Between two looks at an installer or a port. No descriptor tells that a process ended.
  private static let pace = Duration.seconds(1)
  /// Where the kubelet of an agent listens, which has no API.
  private static let kubeletPort: UInt16 = 10_250

  /// Takes part until the node refuses, fails or the task is cancelled; then says goodbye.
  func run(into mailbox: Mailbox<UpNews>) async {
    do throws(ClusterNodeError) {
      let node = try await ClusterNode.start(
        configuration, check: check, links: links, seed: Seed.unpredictable())
      await withTaskGroup { group in
        group.addTask { await follow(node, mailbox) }
        group.addTask { await act(node, mailbox) }
        await group.next()
        group.cancelAll()
      }
      await node.leave()
    } catch {
      mailbox.post(.failed(error))
    }
  }

  private func follow(_ node: ClusterNode, _ mailbox: Mailbox<UpNews>) async {
    var last = await node.snapshot
    mailbox.post(.seen(last))
    while let next = await node.snapshot(otherThan: last) {
      mailbox.post(.seen(next))
      last = next
    }
  }

  /// Does what verdicts ask for, until the node leaves or refuses.
  private func act(_ node: ClusterNode, _ mailbox: Mailbox<UpNews>) async {
    await withTaskGroup { group in
      while let batch = await node.nextNews() {
        for news in batch {
          mailbox.post(.news(news))
          if case .verdict(let verdict) = news, let role = PlanRole(verdict) {
            group.addTask { await work(role, at: verdict.server, node, mailbox) }
          }
        }
        if batch.contains(where: \.isEnd) { break }
      }
      group.cancelAll()
    }
  }

  private func work(
    _ role: PlanRole, at server: DNSName?, _ node: ClusterNode, _ mailbox: Mailbox<UpNews>
  ) async {
    if let server, let proof = ServerProof(plans.settings) {
      guard let (report, elapsed) = await proof.report(on: server, of: node) else { return }
      mailbox.post(.tried(report, elapsed))
      guard report.best != nil else { return await node.failed() }
    }
    let plan: ClusterPlan
    do throws(PlanError) {
      plan = try plans.plan(role, at: await node.snapshot)
    } catch {
      mailbox.post(.planFailed(error))
      return await node.failed()
    }
    mailbox.post(.plan(plan))
    if let installer {
      await install(installer, plan, node, mailbox)
    } else {
      await waitForPort(of: role, node, mailbox)
    }
  }

  private func install(
    _ command: String, _ plan: ClusterPlan, _ node: ClusterNode, _ mailbox: Mailbox<UpNews>
  ) async {
    let words = [("INSTALL_K3S_EXEC", plan.arguments.joined(separator: " "))]
    do throws(SystemFailure) {
      let child = try ChildProcess(
        shell: command, adding: plan.environment(.reveal).map { ($0.name, $0.value) } + words)
      var code = child.exitCode()
      while code == nil {
        guard await node.pause(Self.pace / 10) else { return child.terminate() }
        code = child.exitCode()
      }
      mailbox.post(.installed(code ?? 0))
      if code == 0 { await node.apiReady() } else { await node.failed() }
    } catch {
      mailbox.post(.installerFailed(error))
      await node.failed()
    }
  }

  /// Waits until something accepts connections where the installed node would.
  private func waitForPort(
    of role: PlanRole, _ node: ClusterNode, _ mailbox: Mailbox<UpNews>
  ) async {
    let isAgent = role.command == "agent"
    repeat {
      let advert = await node.snapshot.ownAdvert
      let port = isAgent ? Self.kubeletPort : advert?.portNumber ?? plans.settings.port
      let own = [
        IPAddress("127.0.0.1"), advert?.ipv4.map { .v4($0) }, advert?.ipv6.map { .v6($0) },
      ]
      for address in own.compactMap(\.self) {
        let place = SocketAddress(address, port: port)
        let done = await TCPExchange.run(with: place, within: Self.pace) {
          HostClock.now().duration(since: Instant(nanoseconds: 0))
        }
        if done.outcome == .connected {
          mailbox.post(.portOpen(place))
          return await node.apiReady()
        }
      }
    } while await node.pause(plans.settings.apiReadyInterval)
  }
}

extension Verdict {
  /// Whom to join; nil for nobody.
  fileprivate var server: DNSName? {
    if case .join(let peer, as: _) = self { peer.advert.host } else { nil }
  }
}

extension ClusterNews {
  /// Whether nothing more is to be done after it.
  fileprivate var isEnd: Bool {
    switch self {
    case .verdict(.refuse), .entered(.leaving, _): true
    case .verdict, .entered, .voted: false
    }
  }
}
