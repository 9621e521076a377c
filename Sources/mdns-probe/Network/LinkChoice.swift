internal import DNSSDWire

/// Which interfaces and families a command uses.
struct LinkChoice: Sendable {
  static let interface = OptionDescription(
    name: "interface", value: "NAME", isRepeatable: true,
    help: """
      Use this interface (default: all that are up, carry multicast and have an address; the \
      loopback interface only when there is no other).
      """)
  static let ipv4 = OptionDescription(name: "ipv4", help: "Use IPv4 alone.")
  static let ipv6 = OptionDescription(name: "ipv6", help: "Use IPv6 alone.")

  /// The names asked for; empty for all that are of use.
  let names: [String]
  let families: [AddressFamily]

  init(names: [String], families: [AddressFamily]) {
    self.names = names
    self.families = families
  }

  init(_ arguments: ParsedArguments) throws(UsageError) {
    names = arguments.texts(of: Self.interface)
    switch (arguments.has(Self.ipv4), arguments.has(Self.ipv6)) {
    case (true, true): throw .optionsExclusive(Self.ipv4, Self.ipv6)
    case (true, false): families = [.v4]
    case (false, true): families = [.v6]
    case (false, false): families = [.v4, .v6]
    }
  }

  /// The links to use among these interfaces; throws when one that was asked for cannot be used,
  /// or when there is none at all.
  func links(among interfaces: [NetworkInterface]) throws(CommandFailure) -> [Link] {
    let chosen = names.isEmpty ? usable(among: interfaces) : try named(among: interfaces)
    let links = chosen.flatMap(links(on:))
    guard !links.isEmpty else {
      let kind = families.count == 1 ? "\(families[0])" : "IPv4 or IPv6"
      throw .noLink("no interface is up, carries multicast and has an \(kind) address")
    }
    return links
  }

  /// The links to use at this moment.
  func currentLinks() throws(CommandFailure) -> [Link] {
    try links(among: try onSocket(NetworkInterface.snapshot))
  }

  /// The links to use among these interfaces as far as there are any; what was asked for may be
  /// missing at this moment.
  func availableLinks(among interfaces: [NetworkInterface]) -> [Link] {
    let chosen =
      names.isEmpty
      ? usable(among: interfaces)
      : interfaces.filter { names.contains($0.name) && $0.canMulticast }
    return chosen.flatMap(links(on:))
  }

  /// The loopback interface has no route to IPv6 groups, so that family is tried there only when it
  /// is asked for.
  private func links(on interface: NetworkInterface) -> [Link] {
    let links = interface.links(of: families)
    return interface.isLoopback ? Array(links.prefix(1)) : links
  }

  private func usable(among interfaces: [NetworkInterface]) -> [NetworkInterface] {
    let usable = interfaces.filter { $0.canMulticast && !$0.links(of: families).isEmpty }
    let others = usable.filter { !$0.isLoopback }
    return others.isEmpty ? usable : others
  }

  private func named(
    among interfaces: [NetworkInterface]
  ) throws(CommandFailure) -> [NetworkInterface] {
    var chosen: [NetworkInterface] = []
    for name in names {
      guard let interface = interfaces.first(where: { $0.name == name }) else {
        let known = interfaces.map(\.name).joined(separator: ", ")
        throw .noLink("there is no interface \(name.quoted); there are: \(known)")
      }
      guard interface.canMulticast else {
        let fault = interface.flags.contains(.isUp) ? "carries no multicast" : "is down"
        throw .noLink("interface \(name.quoted) \(fault)")
      }
      guard !interface.links(of: families).isEmpty else {
        throw .noLink("interface \(name.quoted) has no address to speak from")
      }
      if !chosen.contains(interface) { chosen.append(interface) }
    }
    return chosen
  }
}
