import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

extension World {
  /// What went wrong, as one text to be compared with nothing.
  var complaints: String { violations.map { "\($0)" }.joined(separator: "\n") }

  /// Adds a host that wants a name that others may want as well.
  mutating func addHost(
    _ name: String, called label: String, on links: [VirtualLinkID]
  ) throws -> HostID {
    var plan = HostPlan(name, links: links)
    plan.hostName = .label(label)
    return try addHost(plan)
  }

  /// How often a host took another name for itself.
  func renames(of host: HostID) -> Int { registration(.hostName, on: host)?.renames ?? 0 }

  /// The texts of the names that hosts won for themselves.
  func hostNames(of hosts: [HostID]) -> [String] {
    hosts.map { hostName(of: $0)?.description ?? "none" }
  }
}
