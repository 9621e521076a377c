public import DNSSDWire

/// The addresses of a host as far as they are known.
public struct HostAddresses: Hashable, Sendable {
  /// The name that was asked for.
  public let host: DNSName
  /// In ascending order.
  public let addresses: [HostAddress]
  /// The families of which the owner of the name says that it has no address (RFC 6762 §6.1).
  public let absentFamilies: [AddressFamily]

  public init(host: DNSName, addresses: [HostAddress], absentFamilies: [AddressFamily] = []) {
    self.host = host
    self.addresses = addresses
    self.absentFamilies = absentFamilies
  }
}
