/// Interfaces and diagnostics.
extension DNSSDHost {
  /// The interfaces of this host, now and again as they or the decisions about them change; the newest
  /// element is kept.
  public nonisolated func linkChanges() -> LiveSequence<[LinkReport], Never> {
    LiveSequence(self) { host in
      NewsFeed(host.links.isEmpty ? [] : [host.links], limit: 1) { news in
        if case .links(let links) = news { links } else { nil }
      }
    }
  }

  /// Chooses interfaces by another policy from now on.
  public func setLinkPolicy(_ policy: LinkPolicy) {
    port.setLinkPolicy(policy)
  }

  /// What the engine and the sockets have done since the start.
  public var counters: DriverCounters {
    get async { await port.counters() }
  }

  /// What did not work from now on: datagrams that were not used and why, calls that the kernel
  /// refused; the newest 256 are kept.
  public nonisolated func troubles() -> LiveSequence<Trouble, Never> {
    LiveSequence(self) { _ in
      NewsFeed(limit: Self.keptTroubles) { news in
        if case .trouble(let trouble) = news { trouble } else { nil }
      }
    }
  }

  /// Enough to see what goes on, and no more than a page.
  private static let keptTroubles = 256
}
