internal import DNSSDWire

/// Other responders on this host, which publish its name as well.
///
/// Each takes any other record of the name for one of another host. Where one of them says less than we
/// would, such as no link-local addresses beside others, it would take another name because of the rest.
/// So we say what it says, for as long as it is there.
extension Responder {
  /// Holds back the addresses of this host that another responder on it leaves out of a set.
  mutating func agree(with records: [ResourceRecord], _ arrival: Arrival) {
    guard arrival.isFromOwnAddress, !arrival.isEcho,
      let link = links.first(where: { $0.index == arrival.linkIndex })
    else { return }
    let addresses = records.filter(\.isAddress)
    for (place, name) in addresses.map(\.name).enumerated()
    where addresses[..<place].allSatisfy({ $0.name != name }) {
      let said = addresses.filter { $0.name == name }
      for publication in publications.owners(of: name) where publication.holdsAddresses(of: link) {
        for family in [AddressFamily.v4, .v6] {
          agree(with: said.compactMap { $0.address(of: family) }, publication.id, family, on: link)
        }
        if said.contains(where: { $0.timeToLive == .goodbye }) {
          publications.modify(publication.id) { $0.heldBack[link.index] = nil }
          unsettled.insert(publication.id)
        }
      }
    }
  }

  /// A set with none of our addresses is that of another link.
  private mutating func agree(
    with said: [IPAddress], _ id: RegistrationID, _ family: AddressFamily, on link: Link
  ) {
    let own = link.addresses.map(\.address).filter { $0.family == family }
    guard own.contains(where: said.contains) else { return }
    publications.modify(id) { publication in
      let others = publication.heldBack[link.index, default: []].filter { $0.family != family }
      publication.heldBack[link.index] = others.union(own.filter { !said.contains($0) })
    }
    unsettled.insert(id)
  }
}

extension Publication {
  /// Whether it is this host with the addresses that the link has.
  fileprivate func holdsAddresses(of link: Link) -> Bool {
    guard case .host(let host) = registration.content, host.addresses == .ofLinks else {
      return false
    }
    return concerns(link.index)
  }
}

extension ResourceRecord {
  /// The address that it holds, if it is of the family.
  fileprivate func address(of family: AddressFamily) -> IPAddress? {
    switch (data, family) {
    case (.a(let address), .v4): .v4(address)
    case (.aaaa(let address), .v6): .v6(address)
    default: nil
    }
  }
}
