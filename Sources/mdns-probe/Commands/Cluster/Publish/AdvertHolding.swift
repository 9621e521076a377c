internal import ClusterDiscovery
internal import DNSSD

/// The task that holds an advert.
struct AdvertHolding: Sendable {
  let publisher: AdvertPublisher
  let choice: LinkChoice

  /// What it tells.
  enum News: Sendable {
    case publisher(AdvertPublisher.News)
    case failed(HostError)
  }

  /// Tells what happens until the task is cancelled or nothing can be published; then says goodbye.
  func run(into mailbox: Mailbox<News>) async {
    do throws(DriverError) {
      let host = try await ApplicationHost.start(publisher, choice.tellingOfTraffic)
      while let news = await host.first({ $0.takeNews() }) {
        mailbox.post(.publisher(news))
        if case .established = news { continue }
        break
      }
      await host.shutDown()
    } catch {
      mailbox.post(.failed(.driver(error)))
    }
  }
}

/// Tells what happens to an advert.
struct AdvertDesk: Desk {
  private let console: Console
  private(set) var failure: HostError?
  /// Whether the advert was there at last.
  private(set) var isPublished = false

  init(_ console: Console) {
    self.console = console
  }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func take(_ news: AdvertHolding.News) throws(CommandFailure) {
    isPublished = false
    switch news {
    case .publisher(.established(let names)):
      isPublished = true
      for name in names { try console.result("published \(name.undotted)") }
    case .publisher(.hostTaken(let conflict)):
      let name = conflict.record.name.undotted
      console.note("\(conflict.source) has the name \(name): give one of the two another (--host)")
    case .publisher(.refused(let reason)): console.note("not published: \(reason)")
    case .failed(let error): failure = error
    }
  }
}
