internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// The steps of the demonstration, one after the other.
struct DemoScript: Sendable {
  /// The loopback interface.
  let linkIndex: Int
  let mtu: Int

  /// How long resolving may take.
  private static let patience = Duration.seconds(3)
  private static let port: UInt16 = 8_080

  /// Runs both hosts until the end, or until a step fails; a step that waits for what does not come fails
  /// when the task is cancelled.
  func run(into mailbox: Mailbox<DemoNews>) async {
    do throws(HostError) {
      let a = try await start(.a)
      do throws(HostError) {
        let b = try await start(.b)
        await play(a, b, mailbox)
        await b.shutDown()
      } catch {
        mailbox.post(.hostFailed(error))
      }
      await a.shutDown()
    } catch {
      mailbox.post(.hostFailed(error))
    }
  }

  /// A host with the same name as the other.
  private func start(_ host: DemoHost) async throws(HostError) -> DNSSDHost {
    var configuration = HostConfiguration()
    configuration.hostName = Self.machine + "-demo"
    configuration.links = .pinned([
      MulticastDNS.Link(
        index: linkIndex, mtu: mtu, addresses: [LinkAddress(host.address, prefixLength: 8)])
    ])
    return try await DNSSDHost.start(configuration)
  }

  private func play(_ a: DNSSDHost, _ b: DNSSDHost, _ mailbox: Mailbox<DemoNews>) async {
    do throws(DemoFailure) {
      let service = try Self.service()
      let first = try await publish(service, on: a, as: .a, mailbox)
      try await find(first, of: service.type, from: b, as: .b, mailbox)
      let second = try await publish(service, on: b, as: .b, mailbox)
      guard first != second else { throw .nameShared(first.name) }
      try await resolve(second, from: a, as: .a, mailbox)
      try await miss(second, from: a, as: .a, mailbox) {
        mailbox.post(.step(.b, .ending))
        await b.shutDown()
      }
      mailbox.post(.step(.a, .ending))
    } catch {
      mailbox.post(.failed(error))
    }
  }
}

/// The single steps.
extension DemoScript {
  /// What both hosts publish.
  private static func service() throws(DemoFailure) -> Service {
    do throws(PublishError) {
      return try Service(
        "Demo on \(machine)", type: "_mdns-probe._tcp", port: port, text: ["demo": "yes"])
    } catch {
      throw .unpublished(error)
    }
  }

  /// The name of this machine, with room in a label for what stands around it.
  private static var machine: String {
    let octets = SystemName.hostLabel?.octets ?? Array("host".utf8)
    let isPlain = octets.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    return isPlain ? String(decoding: octets.prefix(40), as: UTF8.self) : "host"
  }

  private func publish(
    _ service: Service, on host: DNSSDHost, as actor: DemoHost, _ mailbox: Mailbox<DemoNews>
  ) async throws(DemoFailure) -> ServiceInstanceName {
    do throws(PublishError) {
      let wanted = try service.wantedName
      mailbox.post(.step(actor, .publishing(wanted)))
      let won = await (try host.publish(service)).name
      if won != wanted { mailbox.post(.step(actor, .renamed(from: wanted, to: won))) }
      mailbox.post(.step(actor, .published(won)))
      return won
    } catch {
      throw .unpublished(error)
    }
  }

  private func find(
    _ name: ServiceInstanceName, of type: ServiceType, from host: DNSSDHost, as actor: DemoHost,
    _ mailbox: Mailbox<DemoNews>
  ) async throws(DemoFailure) {
    mailbox.post(.step(actor, .browsing(type)))
    let start = HostClock.now()
    let services = host.services(of: type, options: BrowseOptions(urgency: .hurried))
    for await services in services
    where services.contains(where: { $0.name == name }) {
      mailbox.post(.step(actor, .found(name, HostClock.now().duration(since: start))))
      return
    }
    throw .notFound(name.name)
  }

  private func resolve(
    _ name: ServiceInstanceName, from host: DNSSDHost, as actor: DemoHost,
    _ mailbox: Mailbox<DemoNews>
  ) async throws(DemoFailure) {
    let start = HostClock.now()
    do throws(ResolveError) {
      let service = try await host.resolve(name, within: Self.patience)
      mailbox.post(.step(actor, .resolved(service, HostClock.now().duration(since: start))))
    } catch {
      throw .unresolved(error)
    }
  }

  /// Watches a service while it goes, and until it is gone.
  private func miss(
    _ name: ServiceInstanceName, from host: DNSSDHost, as actor: DemoHost,
    _ mailbox: Mailbox<DemoNews>, when leave: @escaping @Sendable () async -> Void
  ) async throws(DemoFailure) {
    var leaving: Task<Void, Never>?
    do throws(HostError) {
      for try await change in host.changes(of: name.type) {
        switch change {
        case .added(let service) where service.name == name && leaving == nil:
          leaving = Task { await leave() }
        case .removed(let service, let reason) where service.name == name:
          mailbox.post(.step(actor, .removed(name, reason)))
          return
        default: continue
        }
      }
    } catch {
      mailbox.post(.hostFailed(error))
    }
    throw .notRemoved(name.name)
  }
}

extension Service {
  /// The name that it has unless another host has it.
  fileprivate var wantedName: ServiceInstanceName {
    get throws(PublishError) {
      do throws(ServiceNameError) {
        return try ServiceInstanceName(instance: name ?? "", type: type)
      } catch {
        throw .name(error)
      }
    }
  }
}
