internal import ClusterDiscovery
internal import DNSSD

/// Who this node is.
struct NodeIdentity {
  /// Its name, one label in `local.`
  let host: DNSName
  /// The address of its first card in use, as 12 hexadecimal digits; nil without one.
  let nodeID: String?

  init(_ settings: ClusterSettings) throws(CommandFailure) {
    let label = settings.hostName ?? SystemName.hostLabel?.text ?? "linux"
    let name = (try? DNSLabel(text: label)).flatMap { try? DNSName.local.prepending($0) }
    guard let name else {
      throw .noLink("\(label.quoted) is no name for a host: give one with --host")
    }
    host = name
    let interfaces = try onSocket(NetworkInterface.snapshot)
    let used = settings.linkPolicy.reports(on: interfaces).filter { $0.link != nil }.map(\.index)
    nodeID =
      interfaces.first { used.contains($0.index) && !$0.flags.contains(.isLoopback) }
      .flatMap { HardwareAddress(octets: $0.hardwareAddress) }?.description
  }
}

extension TokenLookup {
  /// Looks through the environment of this process and the files that the settings allow.
  init(_ settings: ClusterSettings) {
    let policy = TokenPolicy(settings)
    let environment = Host.environmentVariables
    self.init(
      environment: environment, files: TokenFiles.read(policy.paths(in: environment)),
      policy: policy)
  }
}
