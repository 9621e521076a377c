internal import DNSSD

/// Services as people read them, safe to print.
struct ServiceText {
  var interfaces: InterfaceNames

  init(_ interfaces: InterfaceNames = InterfaceNames()) {
    self.interfaces = interfaces
  }

  func instance(of service: DiscoveredService) -> String {
    service.name.instance.octets.safeText
  }

  /// Host and port of the location to try first; a question mark while unknown.
  func place(of service: DiscoveredService) -> String {
    guard let location = service.location else { return "?" }
    return location.isUnavailable
      ? "not available" : "\(location.host.undotted):\(location.portNumber)"
  }

  mutating func address(_ address: HostAddress) -> String {
    guard let index = address.linkIndex else { return "\(address.address)" }
    return "\(address.address)%\(interfaces.name(of: index))"
  }

  mutating func addresses(of service: DiscoveredService) -> [String] {
    service.addresses.map { address($0) }
  }

  mutating func links(of service: DiscoveredService) -> [String] {
    service.linkIndexes.map { interfaces.name(of: $0) }
  }

  /// Each attribute, with what is not safe to print as `\DDD`.
  func attributes(of service: DiscoveredService) -> [String] {
    service.attributes.map(\.description)
  }
}

extension DNSName {
  /// The name without the dot at its end.
  var undotted: String {
    let text = description
    return text.count > 1 && text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

extension ServiceFields {
  /// What changed, in words.
  var words: [String] {
    let words: [(ServiceFields, String)] = [
      (.locations, "location"), (.addresses, "addresses"), (.text, "text"), (.links, "interfaces"),
    ]
    return words.filter { contains($0.0) }.map(\.1)
  }
}

extension RemovalReason {
  /// The reason in words.
  var words: String {
    switch self {
    case .goodbye: "goodbye"
    case .expired: "expired"
    case .flushed: "replaced"
    case .linkDown: "interface down"
    case .reconfirmFailed: "not confirmed"
    case .observedFailure: "does not answer others"
    case .unresponsive: "does not answer"
    case .evicted: "no room"
    }
  }
}
