public import DNSSDWire

/// What a person typed to look a host up by: its name, or one of its addresses.
public enum LookupTarget: Hashable, Sendable {
  case name(DNSName)
  case address(IPAddress)

  /// Reads text; what is an address is never taken for a name (RFC 1123 §2.1).
  ///
  /// Throws what is wrong with the name.
  public init(_ text: String) throws(DNSNameError) {
    if let address = IPAddress(text) {
      self = .address(address)
    } else {
      self = .name(try DNSName(text))
    }
  }
}
