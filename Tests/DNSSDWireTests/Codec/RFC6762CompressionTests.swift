import DNSSDWire
import Testing

@Suite("RFC 6762 §18.14: name compression")
struct RFC6762CompressionTests {
  /// Data with one or more names `a.local.`, with those names spelled out and as pointers to the
  /// place behind the header.
  struct Sample: Sendable, CustomTestStringConvertible {
    let type: RecordType
    let head: String
    let names: Int
    let tail: String

    var testDescription: String { type.description }
    var spelledOut: String { head + String(repeating: "0161056c6f63616c00", count: names) + tail }
    var compressed: String { head + String(repeating: "c00c", count: names) + tail }
  }

  static let listed: [Sample] = [
    Sample(type: .ns, head: "", names: 1, tail: ""),
    Sample(type: .cname, head: "", names: 1, tail: ""),
    Sample(type: .ptr, head: "", names: 1, tail: ""),
    Sample(type: .dname, head: "", names: 1, tail: ""),
    Sample(
      type: .soa, head: "", names: 2, tail: "0000000100000002000000030000000400000005"),
    Sample(type: .mx, head: "000a", names: 1, tail: ""),
    Sample(type: .afsdb, head: "0001", names: 1, tail: ""),
    Sample(type: .rt, head: "0002", names: 1, tail: ""),
    Sample(type: .kx, head: "0003", names: 1, tail: ""),
    Sample(type: .rp, head: "", names: 2, tail: ""),
    Sample(type: .px, head: "0004", names: 2, tail: ""),
    Sample(type: .srv, head: "000000001f90", names: 1, tail: ""),
    Sample(type: .nsec, head: "", names: 1, tail: "000140"),
  ]

  static let naptr = Sample(
    type: .naptr, head: "00640032017308687474702b493248 00".filter { $0 != " " }, names: 1, tail: ""
  )

  static func packet(_ sample: Sample, data: String) throws -> [UInt8] {
    try Handmade.response(
      Handmade.record(
        name: DNSName("a.local").wireForm, type: sample.type, data: octets(data)))
  }

  static func record(_ sample: Sample) throws -> ResourceRecord {
    ResourceRecord(
      name: try DNSName("a.local"), timeToLive: TimeToLive(seconds: 120),
      data: RecordData(sample.type, octets: try octets(sample.spelledOut)))
  }

  @Test("M-18.14-1 M-6.1-4 every repeated suffix of an announcement is a pointer of two octets")
  func announcement() throws {
    let host = try DNSName("alpha.local")
    let type = try DNSName("_http._tcp.local")
    let instance = try DNSName("Web 1._http._tcp.local")
    let message = try MessageWriter.message(answers: [
      ResourceRecord(name: type, timeToLive: .other, data: .ptr(instance)),
      ResourceRecord(
        name: instance, isCacheFlush: true, timeToLive: .hostName,
        data: .srv(ServiceData(portNumber: 8080, target: host))),
      ResourceRecord(
        name: instance, isCacheFlush: true, timeToLive: .other,
        data: .txt(TextData(strings: [Array("path=/".utf8)]))),
      ResourceRecord(
        name: host, isCacheFlush: true, timeToLive: .hostName,
        data: .a(IPv4Address(192, 0, 2, 10))),
      ResourceRecord(
        name: host, isCacheFlush: true, timeToLive: .hostName,
        data: .nsec(NextSecureData(nextName: host, types: TypeBitmap([.a])))),
    ])
    #expect(
      try message.hexadecimal
        == octets(
          """
          0000 8400 0000 0005 0000 0000
          05 5f68747470 04 5f746370 05 6c6f63616c 00 000c 0001 00001194 0008 05 5765622031 c00c
          c028 0021 8001 00000078 000e 0000 0000 1f90 05 616c706861 c017
          c028 0010 8001 00001194 0007 06 706174683d2f
          c042 0001 8001 00000078 0004 c000020a
          c042 002f 8001 00000078 0005 c042 00 01 40
          """
        ).hexadecimal)
  }

  @Test("M-18.14-2 names of queries are compressed as well")
  func query() throws {
    let types = ["_http", "_ipp", "_ssh"]
    let questions = try types.map {
      Question(name: try DNSName("\($0)._tcp.local"), type: .ptr)
    }
    #expect(
      try MessageWriter.message(questions: questions)
        == octets(
          """
          0000 0000 0003 0000 0000 0000
          05 5f68747470 04 5f746370 05 6c6f63616c 00 000c 0001
          04 5f697070 c012 000c 0001
          04 5f737368 c012 000c 0001
          """))
  }

  @Test("M-18.14-3 names in the data of the listed types are compressed", arguments: listed)
  func compressing(sample: Sample) throws {
    let expected = try Self.packet(sample, data: sample.compressed)
    let record = try Self.record(sample)
    #expect(try MessageWriter.message(answers: [record]).hexadecimal == expected.hexadecimal)
  }

  @Test("M-18.14-4 names in the data of other types are spelled out")
  func notCompressing() throws {
    let expected = try Self.packet(Self.naptr, data: Self.naptr.spelledOut)
    let record = try Self.record(Self.naptr)
    #expect(try MessageWriter.message(answers: [record]) == expected)
    // SVCB, whose target is the owner.
    let data = try octets("0001 0161056c6f63616c00 00030002 0050")
    let service = ResourceRecord(
      name: try DNSName("a.local"), timeToLive: .other, data: .unknown(.svcb, data))
    #expect(try MessageWriter.message(answers: [service]).suffix(data.count).elementsEqual(data))
  }

  @Test("M-18.14-5 M-18.14-6 names in data are read", arguments: listed + [naptr])
  func decoding(sample: Sample) throws {
    let expected = try Self.record(sample)
    for data in [sample.compressed, sample.spelledOut] {
      let message = try Message(decoding: Self.packet(sample, data: data))
      #expect(Array(message.answers) == [expected])
      #expect(try message.firstAnswer.data.octets == octets(sample.spelledOut))
    }
  }

  @Test("M-18.14-5 compressed names in questions and owners are read")
  func ownersAndQuestions() throws {
    let message = try Message(
      decoding: octets(
        """
        0000 8400 0002 0001 0000 0000
        01 61 05 6c6f63616c 00 0001 0001
        c00c 001c 0001
        c00e 0001 0001 00000078 0004 c000020a
        """))
    #expect(try message.questions.map(\.name) == [DNSName("a.local"), DNSName("a.local")])
    #expect(try message.firstAnswer.name == .local)
  }

  @Test("M-18.14-7 compressed SRV targets are read in unicast replies and in multicast")
  func serviceTargets() throws {
    let data = "0021 0001 00000078 0008 0000 0000 1f90 c00c"
    let name = "01 61 05 6c6f63616c 00"
    let multicast = try octets("0000 8400 0000 0001 0000 0000" + name + data)
    let unicast = try octets("1234 8400 0001 0001 0000 0000" + name + "0021 0001 c00c" + data)
    let target = ServiceData(portNumber: 8080, target: try DNSName("a.local"))
    for packet in [multicast, unicast] {
      #expect(try Message(decoding: packet).answerData == [.srv(target)])
    }
  }

  @Test("M-18.14-8 SRV targets of legacy replies are spelled out")
  func legacyService() throws {
    let name = try DNSName("Web 1._http._tcp.local")
    let target = try DNSName("alpha.local")
    let record = ResourceRecord(
      name: name, timeToLive: TimeToLive(seconds: 10),
      data: .srv(ServiceData(portNumber: 8080, target: target)))
    let reply = try MessageWriter.message(
      questions: [Question(name: name, type: .srv)], answers: [record], rule: .legacyUnicast)
    let tail = try octets("c00c 0021 0001 0000000a 0013 0000 0000 1f90") + target.wireForm
    #expect(reply.suffix(tail.count).elementsEqual(tail))
  }
}
