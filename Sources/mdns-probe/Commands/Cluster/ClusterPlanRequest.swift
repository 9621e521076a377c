internal import ClusterDiscovery
internal import DNSSD

/// What a plan is wanted for: a role, perhaps at a server that was named.
struct ClusterPlanRequest {
  /// What the node is to be.
  enum Role: String, CaseIterable {
    case bootstrap, server, agent
  }

  static let role = OptionDescription(
    name: "role", value: "ROLE",
    help: """
      bootstrap, server or agent; without it server as long as fewer than --servers are seen, then agent.
      """)
  static let server = OptionDescription(
    name: "server", value: "HOST[:PORT]", help: "The server to join (default: one that is seen).")

  /// Nil for what suits the servers that are seen.
  let role: Role?
  /// Nil for a server that is seen.
  let place: ServerPlace?
  /// The name of the server that has to be looked up.
  let name: DNSName?

  init(_ arguments: ParsedArguments, port: UInt16) throws(UsageError) {
    let text = arguments.text(of: Self.role)
    role = text.flatMap { Role(rawValue: $0) }
    if let text, role == nil {
      throw .valueInvalid(Self.role, text, expected: "bootstrap, server or agent")
    }
    guard let server = arguments.text(of: Self.server) else {
      (place, name) = (nil, nil)
      return
    }
    guard role != .bootstrap else { throw .optionsExclusive(Self.role, Self.server) }
    let place: ServerPlace
    do throws(ServerURLError) {
      place = try ServerPlace(server, port: port)
    } catch {
      throw .valueInvalid(Self.server, server, expected: "a server: \(error)")
    }
    self.place = place
    name = try place.lookupName()
  }

  /// Whether the network has to be looked at for a server.
  var needsSight: Bool { role != .bootstrap && place == nil }

  /// The role of a node that begins a cluster.
  static func bootstrap(_ settings: ClusterSettings) -> PlanRole {
    settings.servers == 1 ? .bootstrapSQLite : .bootstrapEtcd
  }

  /// The role beside a server that was named, at its addresses.
  func planRole(at place: ServerPlace, _ addresses: [HostAddress]) -> PlanRole {
    let host: String =
      switch place.url.host {
      case .address(let address, _): address.description
      case .name(let own): (name ?? own).undotted
      }
    return joining(
      PlanServer(
        host: host, address: addresses.first?.address, portNumber: place.url.portNumber))
  }

  /// The role beside the ready server with the smallest key; nil when none is seen.
  func planRole(in sight: ClusterSight, servers: Int) -> PlanRole? {
    let ready = sight.reading.peers.filter(\.isReadyServer)
    guard let peer = ready.min(by: { $0.electionKey < $1.electionKey }) else { return nil }
    let server = PlanServer(peer)
    guard role == nil else { return joining(server) }
    return sight.servers.count < servers ? .joinServer(server) : .joinAgent(server)
  }

  private func joining(_ server: PlanServer) -> PlanRole {
    role == .agent ? .joinAgent(server) : .joinServer(server)
  }
}
