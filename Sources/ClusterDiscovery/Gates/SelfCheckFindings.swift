public import DNSSDWire
public import MulticastDNS

/// What a self-check saw where all is right.
public struct SelfCheckEvidence: Hashable, Sendable {
  /// Something that is not as expected, and harmless.
  public enum Note: Hashable, Sendable {
    /// The list of types lacks one whose instances are there.
    case typeNotListed(ServiceType, present: [DNSName])
    /// The check was relaxed: none of the expected addresses was found.
    case addressIgnored(expected: [IPAddress], found: [HostAddress])
  }

  /// The host as the SRV records name it.
  public let host: DNSName
  /// Its addresses, ascending.
  public let addresses: [HostAddress]
  /// What is to be told besides.
  public let notes: [Note]

  public init(host: DNSName, addresses: [HostAddress], notes: [Note]) {
    self.host = host
    self.addresses = addresses
    self.notes = notes
  }
}

/// Why a self-check failed: the first thing that is wrong.
public enum SelfCheckFailure: Error, Hashable, Sendable {
  /// No packet came back at all.
  case notLoopingBack
  /// Another host answers for our name.
  case otherHost(ServiceInstanceName, source: IPAddress)
  /// Nobody knows the type; these types are there.
  case typeMissing(ServiceType, present: [DNSName])
  /// Nobody offers the instance; these are there.
  case instanceMissing(ServiceInstanceName, seen: [DNSName])
  /// The instance is there, and a record of it is not.
  case recordMissing(ServiceInstanceName, RecordType)
  case targetDiffers(ServiceInstanceName, expected: HostAliases, found: [DNSName])
  case portDiffers(ServiceInstanceName, expected: UInt16, found: [UInt16])
  /// The attribute `role` or `phase` says something else.
  case roleDiffers(ServiceInstanceName, TextDifference)
  /// Any other attribute says something else.
  case textDiffers(ServiceInstanceName, TextDifference)
  case addressDiffers(DNSName, expected: [IPAddress], found: [HostAddress])
  /// The host has no address.
  case addressMissing(DNSName)
}

extension SelfCheckFailure: CustomStringConvertible {
  /// What is wrong and, where that is known, what to do, on one line that is safe to print.
  public var description: String {
    switch self {
    case .notLoopingBack:
      "no multicast packet comes back, not even our own: check firewall, interface and UDP port 5353"
    case .otherHost(let name, let source):
      "\(source) answers for \(name): another node has our name, give one of them another"
    case .typeMissing(let type, let present):
      "nobody offers \(type); the types there are: \(Self.list(present))"
    case .instanceMissing(let name, let seen):
      "\(name) is not to be seen; the instances there are: \(Self.list(seen))"
    case .recordMissing(let name, let type): "\(name) has no \(type) record"
    case .targetDiffers(let name, let expected, let found):
      "\(name) should be at \(expected), and is at \(Self.list(found))"
    case .portDiffers(let name, let expected, let found):
      "\(name) should be on port \(expected), and is on \(Self.list(found))"
    case .roleDiffers(let name, let difference), .textDiffers(let name, let difference):
      "\(name): \(difference)"
    case .addressDiffers(let host, let expected, let found):
      "\(host) should have \(Self.list(expected)), and has \(Self.list(found))"
    case .addressMissing(let host): "\(host) has no address"
    }
  }

  private static func list(_ things: [some CustomStringConvertible]) -> String {
    things.isEmpty ? "none" : things.map(\.description).joined(separator: ", ")
  }
}
