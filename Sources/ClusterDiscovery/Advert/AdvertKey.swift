/// The TXT keys of an advert, in the order in which they are written.
enum AdvertKey: String, CaseIterable {
  /// The version of these rules; always first (RFC 6763 §6.7).
  case version = "txtvers"
  /// Marks the service as a node of a k3s cluster.
  case marker = "k3s"
  case cluster
  case environment = "env"
  case role, phase, state, leader, term, elected, host
  case ipv4 = "ip4"
  case ipv6 = "ip6"
  case nodeID = "id"
  /// Older names of ``ipv4``; read and never written.
  case address = "a"
  case addressAlias = "addr"

  /// Whether an attribute with such a key is ours, ignoring case and blanks around it.
  static func isKnown(_ key: String) -> Bool {
    AdvertKey(rawValue: key.trimmed.lowercased()) != nil
  }
}
