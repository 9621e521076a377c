internal import DNSSD

/// What the task of `resolve` tells.
enum ResolveNews: Sendable {
  /// The library is about to be called.
  case started
  case links([LinkReport])
  case service(DiscoveredService)
  case addresses(HostAddresses)
  case names([DNSName], of: IPAddress)
  case failed(ResolveError)
}

/// The task of `resolve`.
struct Resolving: Sendable {
  let target: ResolveTarget
  let host: HostConfiguration
  /// How long to wait for what is missing.
  let limit: Duration

  /// Asks until all is known, or the time is over.
  func run(into mailbox: Mailbox<ResolveNews>) async {
    mailbox.post(.started)
    do throws(HostError) {
      let host = try await DNSSDHost.start(host)
      await ask(host, mailbox)
      mailbox.post(.links(await host.links))
      await host.shutDown()
    } catch {
      mailbox.post(.failed(.host(error)))
    }
  }

  private func ask(_ host: DNSSDHost, _ mailbox: Mailbox<ResolveNews>) async {
    switch target {
    case .service(let name):
      do throws(ResolveError) {
        mailbox.post(.service(try await host.resolve(name, within: limit)))
      } catch {
        mailbox.post(.failed(error))
      }
    case .host(let name):
      var last: HostAddresses?
      for await known in host.addresses(of: name).untilSettled(rule) {
        last = known
        if known.isComplete { break }
      }
      if let last { mailbox.post(.addresses(last)) }
    case .address(let address):
      for await names in host.names(of: address).untilSettled(rule) where !names.isEmpty {
        mailbox.post(.names(names, of: address))
        break
      }
    }
  }

  /// The whole time is there for what nobody has answered yet.
  private var rule: Settling.Rule {
    var rule = Settling.Rule()
    rule.silence = limit
    rule.limit = limit
    return rule
  }
}

extension HostAddresses {
  /// Whether each family has an address or is known to have none.
  var isComplete: Bool {
    AddressFamily.allCases.allSatisfy { family in
      absentFamilies.contains(family) || addresses.contains { $0.address.family == family }
    }
  }
}
