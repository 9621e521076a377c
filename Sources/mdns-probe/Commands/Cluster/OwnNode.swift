internal import ClusterDiscovery
internal import DNSSD

/// This node, as settings and system say it.
struct OwnNode: Hashable, Sendable {
  /// One label in `local.`
  let host: DNSName
  /// The addresses of the interfaces in use.
  let addresses: [IPAddress]
  /// Those of all interfaces.
  let allAddresses: [IPAddress]
  /// Of the first interface in use that has one.
  let hardwareAddress: HardwareAddress?

  /// Throws when the host has no usable name.
  init(_ settings: ClusterSettings) throws(CommandFailure) {
    let interfaces = try onSocket(NetworkInterface.snapshot)
    try self.init(
      settings, systemName: SystemName.hostLabel?.text ?? "", interfaces: interfaces)
  }

  init(
    _ settings: ClusterSettings, systemName: String, interfaces: [NetworkInterface]
  ) throws(CommandFailure) {
    let text = settings.hostName ?? systemName
    guard let label = try? DNSLabel(text: text), let host = try? DNSName.local.prepending(label)
    else { throw .host(.hostNameUnusable(text)) }
    self.host = host
    let reports = LinkChoice(settings).policy.reports(on: interfaces)
    let used = zip(interfaces, reports).filter { $0.1.link != nil }.map(\.0)
    let published = settings.publishAddress.map { [IPAddress.v4($0)] }
    addresses = published ?? used.flatMap { $0.addresses.map(\.address) }
    allAddresses = interfaces.flatMap { $0.addresses.map(\.address) }
    hardwareAddress =
      used.lazy.compactMap { HardwareAddress(octets: $0.hardwareAddress) }.first {
        $0.octets.contains { $0 != 0 }
      }
  }

  /// What tells this node from all others: the hardware address, else the name.
  var identity: String { hardwareAddress?.description ?? host.undotted }
}
