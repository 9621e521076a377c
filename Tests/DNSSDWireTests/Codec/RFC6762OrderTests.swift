import DNSSDWire
import Testing

@Suite("RFC 6762 §8.2: the order that settles simultaneous probes")
struct RFC6762OrderTests {
  static func record(
    _ data: RecordData, recordClass: RecordClass = .internet, isCacheFlush: Bool = false
  ) -> ResourceRecord {
    ResourceRecord(
      name: .local, recordClass: recordClass, isCacheFlush: isCacheFlush, timeToLive: .hostName,
      data: data)
  }

  static func text(_ hexadecimal: String) throws -> RecordData {
    let data = RecordData(.txt, octets: try octets(hexadecimal))
    guard case .txt = data else {
      Issue.record("not the strings of a TXT record: \(hexadecimal)")
      return data
    }
    return data
  }

  static func service(_ target: String) throws -> RecordData {
    .srv(ServiceData(portNumber: 8080, target: try DNSName(target)))
  }

  @Test("M-8.2-7 records are ordered by class without cache-flush, type, octets")
  func order() throws {
    let ascending = try [
      Self.record(.a(IPv4Address(1, 1, 1, 1)), isCacheFlush: true),
      Self.record(.a(IPv4Address(1, 1, 1, 2))),
      Self.record(Self.text("0161"), isCacheFlush: true),
      Self.record(Self.text("0162")),
      Self.record(Self.service("ALPHA.local")),
      Self.record(Self.service("Alpha.local"), isCacheFlush: true),
      Self.record(Self.service("alpha.local")),
      Self.record(.a(IPv4Address(0, 0, 0, 0)), recordClass: RecordClass(rawValue: 3)),
      Self.record(.txt(.empty), recordClass: RecordClass(rawValue: 3), isCacheFlush: true),
    ]
    for (index, left) in ascending.enumerated() {
      for (otherIndex, right) in ascending.enumerated() {
        #expect(left.precedesInTieBreak(right) == (index < otherIndex), "\(left), \(right)")
      }
    }
    let address = RecordData.a(IPv4Address(1, 1, 1, 1))
    let (plain, flush) = (Self.record(address), Self.record(address, isCacheFlush: true))
    #expect(!plain.precedesInTieBreak(flush) && !flush.precedesInTieBreak(plain))
  }

  @Test("M-8.2-8 names in data are compared spelled out")
  func compressedTarget() throws {
    let ours = Self.record(try Self.service("alpha.local"))
    let message = try Message(
      decoding: octets(
        """
        0000 0000 0000 0001 0000 0000 05 6c6f63616c 00
        0021 0001 00000078 000e 0000 0000 1f90 05 616c706861 c00c
        """))
    let theirs = try message.firstAnswer
    #expect(theirs.data.octets == ours.data.octets)
    #expect(!ours.precedesInTieBreak(theirs) && !theirs.precedesInTieBreak(ours))
  }

  @Test("M-8.2-9 octets are compared unsigned")
  func unsigned() {
    let (low, high) = (IPv4Address(169, 254, 99, 200), IPv4Address(169, 254, 200, 50))
    #expect(Self.record(.a(low)).precedesInTieBreak(Self.record(.a(high))))
    #expect(!Self.record(.a(high)).precedesInTieBreak(Self.record(.a(low))))
  }

  @Test("M-8.2-10 data that begins with all of the other comes later")
  func prefix() throws {
    let (short, long) = (Self.record(try Self.text("0161")), Self.record(try Self.text("01610162")))
    #expect(short.precedesInTieBreak(long))
    #expect(!long.precedesInTieBreak(short))
  }
}
