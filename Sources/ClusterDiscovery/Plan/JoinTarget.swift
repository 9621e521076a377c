internal import DNSSDWire

/// Where a node joins: what the URL holds, and the other names of the same server.
struct JoinTarget {
  let url: String
  /// The address in the URL, if it has one.
  let address: String?
  /// The server's names, for certificates.
  let names: [String]
  let notes: [PlanNote]

  /// The registration address of the settings, else the server's address or name as they prefer.
  init(_ server: PlanServer, settings: ClusterSettings) throws(PlanError) {
    let name =
      HostText.label(ofLocal: server.host).map { "\($0).local" }
      ?? (HostText.isHostName(server.host) ? server.host : nil)
    let usable = server.address.flatMap { $0.reachesBeyondLink ? $0 : nil }
    let found: (text: String, address: IPAddress?)?
    if let registration = settings.apiRegistrationAddress {
      found = (registration, IPAddress(registration))
    } else if let usable, settings.preferIP || name == nil {
      found = (usable.description, usable)
    } else {
      found = name.map { ($0, nil) }
    }
    guard let found else { throw .serverUnreachable(server.host) }
    let place = if case .v6(let address)? = found.address { "[\(address)]" } else { found.text }
    url = "https://\(place):\(server.portNumber)"
    address = found.address?.description
    names = (name.map { [$0] } ?? []) + (usable.map { [$0.description] } ?? [])
    notes = Self.notes(server, name: name, usable: usable, target: found.text)
  }

  private static func notes(
    _ server: PlanServer, name: String?, usable: IPAddress?, target: String
  ) -> [PlanNote] {
    var notes: [PlanNote] = []
    if name == nil { notes.append(.unusableName(server.host)) }
    if let address = server.address, usable == nil { notes.append(.linkLocalAddress(address)) }
    if target.hasSuffix(".local") { notes.append(.localName(target)) }
    return notes
  }
}

extension IPAddress {
  /// Whether another host can use the address without knowing an interface, and it names one host:
  /// no loopback, link-local, unspecified or multicast address.
  var reachesBeyondLink: Bool {
    switch self {
    case .v4(let address):
      let first = address.rawValue >> 24
      return first != 0 && first < 224 && !isLoopback && address.rawValue >> 16 != 0xA9FE
    case .v6(let address):
      let isNone = address.high == 0 && address.low == 0
      return !isNone && !isLoopback && !address.isLinkLocal && address.high >> 56 != 0xFF
    }
  }
}
