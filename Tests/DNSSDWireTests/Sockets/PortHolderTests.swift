import Testing

@testable import DNSSDWire

@Suite("Who holds port 5353")
struct PortHolderTests {
  /// What a kernel of this byte order shows, with the trailing fields cut short.
  private static let table = """
      sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
     12: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   107        0 1
     12: \(word(192, 168, 1, 5)):14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000  0 0 2
     12: \(word(224, 0, 0, 251)):14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000  0 0 3
     12: 00000000:14E9 \(word(192, 168, 1, 9)):14E9 01 00000000:00000000 00:00000000 00000000  0 0 4
     19: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5
     broken
     12: 0000:14 00000000:0000
    """

  private static func word(_ octets: UInt8...) -> String {
    let value = octets.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }.bigEndian
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  @Test("sockets of other ports, of groups and of one correspondent do not count")
  func reading() {
    #expect(PortHolders.count(in: Array(Self.table.utf8)) == 2)
    #expect(PortHolders.count(in: []) == 0)
    let six = """
        12: 00000000000000000000000000000000:14E9 00000000000000000000000000000000:0000 07
        12: \(Self.word(0xFF, 2, 0, 0))0000000000000000\(Self.word(0, 0, 0, 0xFB)):14E9 \
      00000000000000000000000000000000:0000 07
      """
    #expect(PortHolders.count(in: Array(six.utf8)) == 1)
  }

  @Test("own sockets are counted while they are open", arguments: SocketBench.families)
  func ownSockets(family: AddressFamily) throws {
    // Other tests open such sockets at the same time: there are at least ours.
    let first = try MulticastSocket(listeningOn: family)
    let second = try MulticastSocket(listeningOn: family)
    #expect(try #require(MulticastSocket.countPortHolders(for: family)) >= 2)
    _ = consume first
    _ = consume second
  }
}
