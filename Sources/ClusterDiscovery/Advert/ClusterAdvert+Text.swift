public import DNSSDWire

extension ClusterAdvert {
  /// What the TXT record says: our keys in a fixed order, then those of others.
  ///
  /// A name that is too long for a string is left out, which no name of one printable label is; so
  /// are the keys of others when all together is longer than TXT data can be.
  public var text: TextAttributes {
    let known = AdvertKey.allCases.compactMap { key in
      value(of: key).flatMap { try? TextAttribute(key.rawValue, $0) }
    }
    return (try? TextAttributes(known + others)) ?? (try? TextAttributes(known)) ?? .empty
  }

  private func value(of key: AdvertKey) -> String? {
    switch key {
    case .version, .marker: "1"
    case .cluster: scope.cluster
    case .environment: scope.environment
    case .role: role.rawValue
    case .phase: phase.rawValue
    case .state: state.rawValue
    case .leader: leader?.hostText
    case .term: term.map { String($0) }
    case .elected: isElected ? "1" : nil
    case .host: host.hostText
    case .ipv4: ipv4?.description
    case .ipv6: ipv6?.description
    case .nodeID: nodeID
    case .address, .addressAlias: nil
    }
  }
}
