import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

/// Nodes, and adverts without a node behind them, on a link in memory.
extension GateLAN {
  /// Adds a node that begins at once.
  mutating func addMachine(
    named name: String = "pi-1", on host: UInt8 = 1,
    _ configure: (inout BootstrapConfiguration) -> Void = { _ in }
  ) throws -> Int {
    var configuration = BootstrapConfiguration(
      scope: try AdvertSamples.scope(), host: try GateFixture.hostName(name))
    configure(&configuration)
    let random = RandomSource(seed: UInt64(host))
    return add(on: host, try ClusterMachine(configuration, random: random))
  }

  func machine(_ member: Int) throws -> ClusterMachine {
    try application(of: member, as: ClusterMachine.self)
  }

  /// Adds a host that says what a node of a role would; by default at the addresses of the link.
  @discardableResult
  mutating func addAdvert(
    _ name: String = "pi-9", as role: ClusterRole = .server, on host: UInt8 = 9,
    addresses: [IPAddress] = []
  ) throws -> Int {
    let member = add(on: host)
    try publishAdvert(name, as: role, on: member, addresses: addresses)
    return member
  }

  /// Publishes what a node of a role would say.
  mutating func publishAdvert(
    _ name: String, as role: ClusterRole = .server, on member: Int, addresses: [IPAddress] = []
  ) throws {
    let host = try GateFixture.hostName(name)
    let hostID = RegistrationID(rawValue: 700)
    let content = try HostRegistration(
      name: host, addresses: addresses.isEmpty ? .ofLinks : .listed(addresses))
    try perform(.publish(Registration(.host(content)), as: hostID), on: member)
    let advert = ClusterAdvert(scope: try AdvertSamples.scope(), role: role, host: host)
    let registrations = try ClusterProfile.k3s.registrations(of: advert, host: hostID)
    for (number, registration) in registrations.enumerated() {
      let id = RegistrationID(rawValue: 701 + UInt64(number))
      try perform(.publish(registration, as: id), on: member)
    }
  }

  /// Publishes records as they are, whatever they lack.
  mutating func publishRecords(
    _ records: [ResourceRecord], _ ownership: Ownership, on member: Int, number: UInt64
  ) throws {
    let content = try RecordRegistration(records, ownership: ownership)
    try perform(
      .publish(Registration(.records(content)), as: RegistrationID(rawValue: number)), on: member)
  }

  /// Everything that a member asked.
  func questions(of member: Int) -> [Question] {
    sent.filter { $0.member == member && !$0.message.header.flags.isResponse }
      .flatMap { Array($0.message.questions) }
  }
}
