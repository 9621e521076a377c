internal import DNSSD

/// The tasks of `publish`: one for each service.
struct Publishing: Sendable {
  let services: [Service]
  /// A host name that is published with them, and offers them.
  let alias: HostName?
  let host: HostConfiguration
  /// Attributes that take the place of those of all services, as they come.
  let texts: AsyncStream<TextAttributes>

  /// Publishes until the task is cancelled, and then says goodbye. Ends at once when nothing could be
  /// published.
  func run(into mailbox: Mailbox<PublishNews>) async {
    mailbox.post(.started)
    do throws(HostError) {
      let host = try await DNSSDHost.start(host)
      await withTaskGroup { group in
        group.addTask {
          for await links in host.linkChanges() { mailbox.post(.links(links)) }
        }
        await publish(on: host, mailbox)
        group.cancelAll()
      }
      await host.shutDown()
    } catch {
      mailbox.post(.failed(error))
    }
  }

  private func publish(on host: DNSSDHost, _ mailbox: Mailbox<PublishNews>) async {
    var services = services
    if let alias {
      do throws(PublishError) {
        let published = try await host.publish(alias)
        mailbox.post(.registered(await published.name))
        for index in services.indices { services[index].host = .published(published) }
      } catch {
        mailbox.post(.refused(alias.name, error))
        return
      }
    }
    let published = await all(services, on: host, mailbox)
    if published.count == services.count { mailbox.post(.registeredAll) }
    await withTaskGroup { group in
      group.addTask { await change(published, mailbox) }
      await followAll(published, mailbox)
      group.cancelAll()
    }
  }

  /// Publishes all at once; those that could be are returned when all have ended probing.
  private func all(
    _ services: [Service], on host: DNSSDHost, _ mailbox: Mailbox<PublishNews>
  ) async -> [PublishedService] {
    await withTaskGroup(of: PublishedService?.self) { group in
      for service in services {
        group.addTask { await publish(service, on: host, mailbox) }
      }
      var published: [PublishedService] = []
      for await one in group { if let one { published.append(one) } }
      return published
    }
  }

  private func publish(
    _ service: Service, on host: DNSSDHost, _ mailbox: Mailbox<PublishNews>
  ) async -> PublishedService? {
    let wanted = service.name ?? ""
    do throws(PublishError) {
      let published = try await host.publish(service)
      let won = await published.name.name
      let asked = try? ServiceInstanceName(instance: wanted, type: service.type).name
      if let asked, asked != won {
        mailbox.post(.renamed(from: asked, to: won, because: nil))
      }
      mailbox.post(.registered(won))
      return published
    } catch {
      mailbox.post(.refused(wanted, error))
      return nil
    }
  }

  /// Follows them until each has come to its end.
  private func followAll(
    _ services: [PublishedService], _ mailbox: Mailbox<PublishNews>
  ) async {
    await withTaskGroup { group in
      for service in services { group.addTask { await follow(service, mailbox) } }
    }
  }

  private func follow(_ service: PublishedService, _ mailbox: Mailbox<PublishNews>) async {
    for await change in service.events {
      let name = await service.name.name
      switch change {
      case .established(let name): mailbox.post(.registered(name))
      case .renamed(let old, let new, let conflict):
        mailbox.post(.renamed(from: old, to: new, because: conflict))
      case .challenged(let conflict): mailbox.post(.challenged(conflict))
      case .lost(let conflict): mailbox.post(.lost(name, conflict))
      case .unsuccessful: mailbox.post(.unsuccessful(name))
      case .withdrawn: mailbox.post(.withdrawn(name))
      }
    }
  }

  private func change(
    _ services: [PublishedService], _ mailbox: Mailbox<PublishNews>
  ) async {
    for await text in texts {
      for service in services {
        let name = await service.name
        do throws(PublishError) {
          try await service.update(text: text)
          mailbox.post(.textChanged(name.name))
        } catch {
          mailbox.post(.refused(name.description, error))
        }
      }
    }
  }
}
