/// What an OPT record says about its message and sender (RFC 6891 §6.1).
public struct ExtendedDNS: Hashable, Sendable {
  /// The largest UDP payload that the sender takes, in octets; below 512 counts as 512
  /// (RFC 6891 §6.2.3).
  public let payloadSize: UInt16
  /// The upper eight of the twelve bits of a response code.
  public let extendedResponseCode: UInt8
  public let version: UInt8
  /// DO in the top bit; the others are reserved.
  public let flags: UInt16
  public let options: [ExtendedDNSOption]

  public init(
    payloadSize: UInt16, extendedResponseCode: UInt8 = 0, version: UInt8 = 0, flags: UInt16 = 0,
    options: [ExtendedDNSOption] = []
  ) {
    self.payloadSize = payloadSize
    self.extendedResponseCode = extendedResponseCode
    self.version = version
    self.flags = flags
    self.options = options
  }

  /// The OPT record that carries this (RFC 6891 §6.1.2).
  public var record: ResourceRecord {
    ResourceRecord(
      name: .root, recordClass: RecordClass(rawValue: payloadSize), timeToLive: .goodbye,
      data: .opt(self))
  }

  /// The 32 bits in the place of a time to live: code, version and flags (RFC 6891 §6.1.3).
  public var bits: UInt32 {
    UInt32(extendedResponseCode) << 24 | UInt32(version) << 16 | UInt32(flags)
  }
}

/// One option of an OPT record: a code and octets (RFC 6891 §6.1.2).
public struct ExtendedDNSOption: Hashable, Sendable {
  /// The option by which a host says who owns it and how to wake it.
  public static let ownerCode: UInt16 = 4

  /// Which option this is; 65,001 to 65,534 are for experiments (RFC 6891 §9).
  public let code: UInt16
  /// At most 65,531 octets are sent.
  public let octets: [UInt8]

  public init(code: UInt16, octets: [UInt8]) {
    self.code = code
    self.octets = octets
  }
}

/// The owner option of multicast DNS: which machine speaks, so that a sleep proxy can tell a machine
/// that has moved or woken from another of its name.
public struct OwnerOption: Hashable, Sendable {
  public let version: UInt8
  /// Raised at each sleep; a lower number is older.
  public let sequence: UInt8
  /// The address of the machine itself, six octets.
  public let primaryHardwareAddress: [UInt8]
  /// The address of the interface on which it can be woken, six octets; nil when it is the primary.
  public let wakeupHardwareAddress: [UInt8]?
  /// What must follow the wake-up frame: none, four or six octets.
  public let password: [UInt8]

  /// Reads the option; nil when it has another code or length.
  public init?(_ option: ExtendedDNSOption) {
    let octets = option.octets
    guard option.code == ExtendedDNSOption.ownerCode, [8, 14, 18, 20].contains(octets.count)
    else { return nil }
    version = octets[0]
    sequence = octets[1]
    primaryHardwareAddress = Array(octets[2..<8])
    wakeupHardwareAddress = octets.count > 8 ? Array(octets[8..<14]) : nil
    password = Array(octets.dropFirst(14))
  }
}
