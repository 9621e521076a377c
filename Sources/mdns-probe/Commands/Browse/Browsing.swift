internal import DNSSD

/// The tasks of `browse`: one for each type.
struct Browsing: Sendable {
  /// Empty for all types that are offered.
  let types: [ServiceType]
  let subtype: DNSLabel?
  let options: BrowseOptions
  let host: HostConfiguration
  /// Whether it ends by itself when nothing more is to be expected.
  let settles: Bool

  /// Browses until all has settled or the task is cancelled.
  func run(into mailbox: Mailbox<BrowseNews>) async {
    mailbox.post(.started)
    do throws(HostError) {
      let host = try await DNSSDHost.start(host)
      if types.isEmpty {
        await browseAll(host, mailbox)
      } else {
        await withTaskGroup { group in
          for type in types { group.addTask { await browse(type, host, mailbox) } }
        }
      }
      mailbox.post(.links(await host.links))
      await host.shutDown()
    } catch {
      mailbox.post(.failed(error))
    }
  }

  /// Browses for each type from the moment when it is heard of.
  private func browseAll(_ host: DNSSDHost, _ mailbox: Mailbox<BrowseNews>) async {
    await withTaskGroup { group in
      var known: Set<ServiceType> = []
      let types = host.serviceTypes(links: options.links)
      for await offered in settles ? types.untilSettled() : types {
        for type in offered where known.insert(type).inserted {
          mailbox.post(.type(type))
          group.addTask { await browse(type, host, mailbox) }
        }
      }
    }
  }

  private func browse(
    _ type: ServiceType, _ host: DNSSDHost, _ mailbox: Mailbox<BrowseNews>
  ) async {
    let changes = host.changes(of: type, subtype: subtype, options: options)
    do throws(HostError) {
      for try await change in settles ? changes.untilSettled() : changes {
        mailbox.post(.change(change))
      }
    } catch {
      mailbox.post(.failed(error))
    }
  }
}
