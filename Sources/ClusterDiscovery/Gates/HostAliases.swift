public import DNSSDWire

/// The names under which one host is known: `host`, `host.local` and `Host.Local.` are one.
///
/// The labels `local` at the end do not count, however many there are; case and trailing dots
/// never do.
public struct HostAliases: Hashable, Sendable, CustomStringConvertible {
  /// The names as they were given.
  public let names: [DNSName]

  /// The names of a host; one is enough, since its short, full and dotted forms come with it.
  public init(_ names: [DNSName]) {
    self.names = names
  }

  /// Whether a name is one of the host's.
  public func contains(_ name: DNSName) -> Bool {
    let stem = Self.stem(of: name)
    return !stem.isRoot && names.contains { Self.stem(of: $0) == stem }
  }

  /// The names, as they may be printed.
  public var description: String { names.map(\.description).joined(separator: " or ") }

  private static func stem(of name: DNSName) -> DNSName {
    let local = DNSName.local.firstLabel
    let kept = name.labels.reversed().drop { $0 == local }.reversed()
    // Fewer labels than a name never make one that is too long.
    return (try? DNSName(labels: kept)) ?? name
  }
}
