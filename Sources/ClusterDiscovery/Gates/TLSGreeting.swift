/// The beginning of a TLS conversation, which tells whether somebody speaks TLS without any secret.
public enum TLSGreeting {
  /// A ClientHello for TLS 1.3 and 1.2 without key shares, always the same: a server answers with a
  /// handshake record or with an alert.
  public static let clientHello: [UInt8] = record(type: handshake, version: 0x0301, body: hello)

  /// So many octets of an answer tell whether it is TLS, the header of a record.
  public static let headerLength = 5

  /// Whether an answer begins with a handshake or alert record.
  public static func isAnswered(by octets: [UInt8]) -> Bool {
    guard octets.count >= headerLength, [alert, handshake].contains(octets[0]) else { return false }
    let length = Int(octets[3]) << 8 | Int(octets[4])
    return octets[1] == 3 && octets[2] <= 4 && (1...longestRecord).contains(length)
  }

  private static let alert: UInt8 = 21
  private static let handshake: UInt8 = 22
  /// What a record may hold with what encryption adds to it.
  private static let longestRecord = 16_384 + 256

  private static let hello: [UInt8] = {
    let ciphers: [UInt16] = [
      0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0x009C, 0x002F,
    ]
    let extensions =
      member(10, listed([0x001D, 0x0017, 0x0018]))  // supported_groups
      + member(11, [1, 0])  // ec_point_formats: uncompressed
      + member(13, listed([0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0807]))
      + member(43, [4, 3, 4, 3, 3])  // supported_versions: 1.3 and 1.2
      + member(51, [0, 0])  // key_share: none, so that the server says which it wants
    let random: [UInt8] = (1...32).map { $0 }
    let body =
      octets(0x0303) + random + [0] + listed(ciphers) + [1, 0] + octets(UInt16(extensions.count))
      + extensions
    return [1, 0] + octets(UInt16(body.count)) + body
  }()

  private static func record(type: UInt8, version: UInt16, body: [UInt8]) -> [UInt8] {
    [type] + octets(version) + octets(UInt16(body.count)) + body
  }

  private static func member(_ number: UInt16, _ content: [UInt8]) -> [UInt8] {
    octets(number) + octets(UInt16(content.count)) + content
  }

  private static func listed(_ numbers: [UInt16]) -> [UInt8] {
    octets(UInt16(numbers.count * 2)) + numbers.flatMap(octets)
  }

  private static func octets(_ number: UInt16) -> [UInt8] {
    [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)]
  }
}
