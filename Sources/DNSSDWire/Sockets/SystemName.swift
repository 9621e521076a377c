internal import Glibc

/// What this machine calls itself.
public enum SystemName {
  /// The first label of the host name; nil when the host has no name, or none that begins with a label.
  public static var hostLabel: DNSLabel? {
    var characters = [CChar](repeating: 0, count: 256)
    // The call writes at most one octet less than the array has, so that a zero ends the name.
    guard unsafe gethostname(&characters, characters.count - 1) == 0 else { return nil }
    let octets = characters.map { UInt8(bitPattern: $0) }
    return try? DNSLabel(octets: octets.prefix { $0 != 0 && $0 != UInt8(ascii: ".") })
  }
}
