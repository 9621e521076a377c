internal import DNSSD

/// The choice of a person, as the library takes it.
extension LinkChoice {
  /// The policy that uses these interfaces.
  var policy: LinkPolicy {
    var policy = LinkPolicy()
    policy.only = names
    policy.families = families
    return policy
  }

  /// The configuration of a host that uses these interfaces.
  var hostConfiguration: HostConfiguration {
    var configuration = HostConfiguration()
    configuration.links = .policy(policy)
    return configuration
  }

  /// Throws when an interface that was asked for cannot be used at this moment. A host without any
  /// network is no mistake: it waits for one.
  func check() throws(CommandFailure) {
    if !names.isEmpty { _ = try currentLinks() }
  }
}

extension [LinkReport] {
  /// Where was asked: the interfaces in use, or why there is none.
  var place: String {
    let used = filter { $0.link != nil }.map(\.name)
    if !used.isEmpty { return "on \(used.joined(separator: ", "))" }
    let reasons = map { "\($0.name): \($0.verdict)" }
    return reasons.isEmpty
      ? "without a network" : "without a network (\(reasons.joined(separator: "; ")))"
  }
}
