import DNSSDWire
import MulticastDNS
import Testing

@testable import ClusterDiscovery

/// A node of a cluster as the tests of the gates publish it.
enum GateFixture {
  static let types = ["_https._tcp", "_k3s-sugar-dev._tcp"]
  static let attributes: KeyValuePairs = [
    "k3s": "1", "cluster": "sugar", "env": "dev", "role": "server", "phase": "server",
  ]

  static func instance(
    _ type: String, of host: String = "pi-1"
  ) throws -> ServiceInstanceName {
    try ServiceInstanceName(
      instance: "k3s API sugar/dev [server] on \(host)", type: ServiceType(type))
  }

  static func instances(of host: String = "pi-1") throws -> [ServiceInstanceName] {
    try types.map { try instance($0, of: host) }
  }

  static func hostName(_ host: String) throws -> DNSName { try DNSName("\(host).local") }

  static func expectation(of host: String = "pi-1") throws -> SelfCheckExpectation {
    SelfCheckExpectation(
      instances: try instances(of: host), host: HostAliases([try hostName(host)]),
      text: attributes.map { TextExpectation(key: $0.key, value: $0.value, comparison: .folded) },
      addresses: [address(1)], ownAddresses: [address(1)])
  }

  static func address(_ last: UInt8) -> IPAddress { .v4(IPv4Address(192, 0, 2, last)) }
}

extension GateLAN {
  /// Lets a member publish its host and one advert of each type.
  mutating func publishNode(
    _ host: String = "pi-1", on member: Int, adverts: [ServiceInstanceName]? = nil,
    verification: Registration.Verification = .probe
  ) throws {
    let hostName = try GateFixture.hostName(host)
    let hostID = RegistrationID(rawValue: 900)
    try perform(
      .publish(Registration(.host(try HostRegistration(name: hostName))), as: hostID), on: member)
    for (number, instance) in (try adverts ?? GateFixture.instances(of: host)).enumerated() {
      let service = try ServiceRegistration(
        instanceName: instance, host: .registered(hostID), portNumber: 6_443,
        text: TextAttributes(GateFixture.attributes).data)
      try perform(
        .publish(
          Registration(.service(service), verification: verification),
          as: RegistrationID(rawValue: 901 + UInt64(number))), on: member)
    }
  }

  /// Takes back what `publishNode` published, with goodbyes.
  mutating func withdrawNode(on member: Int) throws {
    for number in [901, 902, 900] as [UInt64] {
      try perform(.withdraw(RegistrationID(rawValue: number)), on: member)
    }
  }
}
