import DNSSDWire
import PacketCapture
import Testing

@testable import mdns_probe

@Suite("listen")
struct ListenReportTests {
  private static func datagram(
    _ payload: [UInt8], from source: SocketAddress, to destination: IPAddress?,
    dropCount: UInt32 = 0
  ) -> ReceivedDatagram {
    ReceivedDatagram(
      payload: payload, source: source, destination: destination, interfaceIndex: 3,
      hopLimit: 254, kernelTime: KernelTime(secondsSince1970: 1_700_000_000, nanoseconds: 7),
      dropCount: dropCount)
  }

  /// A query over IPv4, a response with a malformed record over IPv6, and what is no message.
  private static func datagrams() throws -> [ReceivedDatagram] {
    let four = SocketAddress(.v4(IPv4Address(192, 0, 2, 1)), port: 5_353)
    let six = SocketAddress(
      .v6(IPv6Address(high: 0xFE80 << 48, low: 1)), port: 5_353, interfaceIndex: 3)
    let malformed = ResourceRecord(
      name: .local, timeToLive: .other, data: .unknown(.a, [1, 2, 3]))
    return [
      datagram(
        try Specimen.message([Question(name: .local, type: .ptr)], flags: .query), from: four,
        to: MulticastGroup.address(of: .v4)),
      datagram(
        try Specimen.message(answers: [malformed]), from: six,
        to: MulticastGroup.address(of: .v6), dropCount: 2),
      datagram([1, 2, 3], from: four, to: nil, dropCount: 5),
    ]
  }

  private static func report(_ words: Bool, log: Recording) throws -> (Recording, Recording) {
    let (results, diagnostics) = (Recording(), Recording())
    var report = ListenReport(
      Console(results: results, diagnostics: diagnostics), isJSON: !words,
      log: try PacketLog(log, called: "test"))
    for (index, datagram) in try datagrams().enumerated() {
      try report.take(
        datagram, on: "eth0", from: datagram.source.address.family,
        at: .milliseconds(1_500 * index))
      // Whatever was printed is in the file already.
      #expect(
        Rehearsal("decode", "--json", "--hex", log.octets.hexadecimal).results.lines.count == index
          + 1)
    }
    report.end()
    return (results, diagnostics)
  }

  @Test("every datagram has number, time, interface, way and TTL, and is counted by kind")
  func words() throws {
    let (results, diagnostics) = try Self.report(true, log: Recording())
    #expect(
      results.lines == [
        "#1  +0.000000  eth0  192.0.2.1:5353 -> 224.0.0.251:5353  ttl 254  query id 0  23 octets",
        "    question    local. IN PTR",
        "#2  +1.500000  eth0  [fe80::1%3]:5353 -> [ff02::fb]:5353  ttl 254  response id 0 AA"
          + "  32 octets",
        "    answer      local. 4500 IN A malformed \\# 3 010203 (data-too-short at offset 29)",
        "#3  +3.000000  eth0  192.0.2.1:5353  ttl 254  not a message: header-truncated at offset 3"
          + "  3 octets",
      ])
    #expect(
      diagnostics.lines == [
        "eth0: 3 datagrams, 58 octets, 1 queries, 1 responses",
        "  malformed: 1 (A record: data-too-short)", "  malformed: 1 (header-truncated)",
        "lost by the kernel: 7",
      ])
  }

  @Test("the capture holds what was heard, as the JSON lines have it")
  func capture() throws {
    let log = Recording()
    let (results, _) = try Self.report(false, log: log)
    let decoded = Rehearsal("decode", "--json", "--hex", log.octets.hexadecimal).results.lines
    let shared = { (line: String, end: String) in
      line.ranges(of: end).first.map { line[..<$0.lowerBound] }
    }
    #expect(
      decoded.map { shared($0, #","frame""#) } == results.lines.map { shared($0, #","interface""#) }
    )
    #expect(
      results.lines.allSatisfy {
        $0.contains(#","interface":"eth0","source":""#) && $0.hasSuffix(#","ttl":254}"#)
      })
    #expect(decoded.allSatisfy { $0.contains(#""time":1700000000.000000007,"#) })
    #expect(decoded[2].hasSuffix(#""source":"192.0.2.1:5353","destination":"224.0.0.251:5353"}"#))
  }
}
