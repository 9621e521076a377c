import ClusterDiscovery
import DNSSDWire
import MulticastDNS

/// Services as a browser would report them.
enum AdvertSamples {
  static let https = "_https._tcp"
  static let k3s = "_k3s-sugar-dev._tcp"

  static func scope(_ environment: String = "dev") throws -> ClusterScope {
    try ClusterScope(cluster: "sugar", environment: environment)
  }

  static func text(_ strings: [String]) throws -> TextAttributes {
    TextAttributes(try TextData(strings: strings.map { Array($0.utf8) }))
  }

  static func address(_ text: String, link: Int = 2) throws -> HostAddress {
    guard let address = IPAddress(text) else { throw NotAnAddress() }
    return HostAddress(address, heardOn: link)
  }

  /// A service; without a host there is no SRV record, without strings no TXT record.
  static func service(
    _ instance: String = "x", type: String = https, host: String? = "pi0.local",
    port: UInt16 = 6443,
    text strings: [String]?, addresses: [String] = [], links: [Int] = [2], isLeaving: Bool = false
  ) throws -> DiscoveredService {
    let locations = try host.map { host in
      ServiceLocation(
        ServiceData(portNumber: port, target: try DNSName(host)),
        addresses: try addresses.map { try address($0) })
    }
    return DiscoveredService(
      name: try ServiceInstanceName(instance: instance, type: ServiceType(lenient: type)),
      locations: locations.map { [$0] } ?? [], texts: try strings.map { [try text($0)] } ?? [],
      linkIndexes: links, isLeaving: isLeaving)
  }

  static let marks = ["k3s=1", "cluster=sugar", "env=dev"]
  static let server = marks + ["role=server", "phase=server", "state=ready"]
  static let bootstrap = marks + ["role=bootstrap", "phase=bootstrap", "state=pending"]

  static func reading(_ services: [DiscoveredService]) throws -> AdvertReading {
    AdvertReading(services, of: try scope())
  }

  private struct NotAnAddress: Error {}
}
