internal import DNSSDWire

/// The address of a network card: six octets.
public struct HardwareAddress: Hashable, Sendable {
  /// The six octets, first octet first.
  public let octets: [UInt8]

  /// Takes six octets, first octet first; nil for any other number of them.
  public init?(octets: some Collection<UInt8>) {
    guard octets.count == Self.octetCount else { return nil }
    self.octets = Array(octets)
  }

  private static let octetCount = 6
}

extension HardwareAddress: CustomStringConvertible, LosslessStringConvertible {
  /// Reads twelve hexadecimal digits of either case: alone, in pairs behind `:` or `-`, or in fours
  /// behind dots; nil for anything else.
  public init?(_ text: String) {
    let digits =
      Self.joined(text, groups: 6, separator: ":") ?? Self.joined(text, groups: 6, separator: "-")
      ?? Self.joined(text, groups: 3, separator: ".") ?? text
    guard let octets = [UInt8](hexadecimal: digits) else { return nil }
    self.init(octets: octets)
  }

  /// Twelve lower-case hexadecimal digits.
  public var description: String { octets.hexadecimal }

  /// The digits without their separators; nil unless there are so many groups of equal length.
  private static func joined(
    _ text: String, groups count: Int, separator: Character
  ) -> String? {
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    let isWhole = groups.allSatisfy { $0.utf8.count == octetCount * 2 / count }
    return groups.count == count && isWhole ? groups.joined() : nil
  }
}
