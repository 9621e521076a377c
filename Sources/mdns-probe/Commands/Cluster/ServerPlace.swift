internal import ClusterDiscovery
internal import DNSSD

/// A server as a person names it: a host or address, perhaps with a port, or a URL.
struct ServerPlace: Hashable, Sendable {
  let url: ServerURL

  /// Reads `pi`, `pi.local:6443`, `192.0.2.1`, `[fd00::1]:6443` or `https://…`; a host or address
  /// without a port gets `port`.
  init(_ text: String, port: UInt16) throws(ServerURLError) {
    if text.contains("://") {
      url = try ServerURL(text)
      return
    }
    let isBareIPv6 = text.filter { $0 == ":" }.count > 1 && !text.hasPrefix("[")
    let authority = isBareIPv6 ? "[\(text)]" : text
    let read = try ServerURL("https://\(authority)")
    let hasPort = authority.contains("]:") || !authority.hasPrefix("[") && authority.contains(":")
    url = hasPort ? read : ServerURL(host: read.host, portNumber: port)
  }

  /// The name that has to be looked up by multicast; nil for an address.
  ///
  /// Throws for a name of another domain, which is not looked up.
  func lookupName() throws(UsageError) -> DNSName? {
    guard case .name(let name) = url.host else { return nil }
    if name.labels.count == 1, let label = name.firstLabel {
      return try? DNSName.local.prepending(label)
    }
    guard name.labels.last == DNSName.local.firstLabel else {
      throw .operandInvalid(
        name.undotted, expected: "an address or a name of .local; other domains are not looked up")
    }
    return name
  }

  /// The addresses: that which was given, or those that the name was found to have.
  static func addresses(
    of place: ServerPlace, named name: DNSName?, on choice: LinkChoice, within limit: Duration
  ) async throws(HostError) -> [HostAddress] {
    guard let name else {
      guard case .address(let address, let link) = place.url.host else { return [] }
      return [HostAddress(address, heardOn: link ?? 0)]
    }
    let host = try await DNSSDHost.start(choice.hostConfiguration)
    var rule = Settling.Rule()
    rule.limit = limit
    rule.silence = limit
    var last: HostAddresses?
    for await known in host.addresses(of: name).untilSettled(rule) {
      last = known
      if known.isComplete { break }
    }
    await host.shutDown()
    return last?.addresses ?? []
  }
}
