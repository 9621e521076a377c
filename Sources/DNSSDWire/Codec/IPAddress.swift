/// An IPv4 address, compared as an unsigned number.
public struct IPv4Address: Hashable, Sendable {
  /// The address as a number, first octet most significant.
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Makes the address of four octets, first octet first.
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    rawValue =
      UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// The four octets, first octet first.
  public var octets: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> UInt32($0)) }
  }

  /// The address with all but its first `length` bits cleared; `length` is clamped to 0...32.
  public func masked(toPrefix length: Int) -> IPv4Address {
    let kept = min(max(length, 0), 32)
    return IPv4Address(rawValue: kept == 0 ? 0 : rawValue & (UInt32.max << UInt32(32 - kept)))
  }
}

/// An IPv6 address without a scope, compared as an unsigned number.
public struct IPv6Address: Hashable, Sendable {
  /// Octets 0 to 7 as a number.
  public let high: UInt64
  /// Octets 8 to 15 as a number.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The sixteen octets, first octet first.
  public var octets: [UInt8] {
    (0..<16).map { index in
      let half = index < 8 ? high : low
      return UInt8(truncatingIfNeeded: half >> UInt64(56 - 8 * (index % 8)))
    }
  }

  /// Whether the address is in fe80::/10, and so has a meaning on one link only.
  public var isLinkLocal: Bool {
    high >> 54 == 0xFE80 >> 6
  }

  /// The address with all but its first `length` bits cleared; `length` is clamped to 0...128.
  public func masked(toPrefix length: Int) -> IPv6Address {
    let kept = UInt64(min(max(length, 0), 128))
    return IPv6Address(
      high: high & Self.mask(ofBits: min(kept, 64)),
      low: low & Self.mask(ofBits: kept > 64 ? kept - 64 : 0))
  }

  private static func mask(ofBits count: UInt64) -> UInt64 {
    count == 0 ? 0 : UInt64.max << (64 - count)
  }
}

/// An address of either family.
public enum IPAddress: Hashable, Sendable {
  case v4(IPv4Address)
  case v6(IPv6Address)

  /// Whether the address is one of 127.0.0.0/8 or ::1, which every host has (RFC 1122 §3.2.1.3,
  /// RFC 4291 §2.5.3).
  public var isLoopback: Bool {
    switch self {
    case .v4(let address): address.rawValue >> 24 == 127
    case .v6(let address): address.high == 0 && address.low == 1
    }
  }

  /// Whether it is of one link alone: 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291 §2.5.6).
  public var isLinkLocal: Bool {
    switch self {
    case .v4(let address): address.masked(toPrefix: 16) == IPv4Address(169, 254, 0, 0)
    case .v6(let address): address.isLinkLocal
    }
  }
}

extension IPv4Address: Comparable {
  public static func < (left: IPv4Address, right: IPv4Address) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension IPv6Address: Comparable {
  public static func < (left: IPv6Address, right: IPv6Address) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension IPAddress: Comparable {
  /// All IPv4 addresses come before all IPv6 addresses.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}
