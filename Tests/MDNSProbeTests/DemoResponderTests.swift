import DNSSDWire
import Testing

@testable import mdns_probe

@Suite("The responder of the demonstration")
struct DemoResponderTests {
  private static let responder = DemoResponder(
    service: DemoService(
      number: 1, on: Array("pi".utf8), address: IPv4Address(127, 0, 0, 1), port: 4_711))
  private static let querier = SocketAddress(.v4(IPv4Address(127, 0, 0, 1)), port: 5_353)
  private static let resolver = SocketAddress(.v4(IPv4Address(127, 0, 0, 1)), port: 40_000)

  private static func query(
    _ name: DNSName, _ type: RecordType, known: [ResourceRecord] = []
  ) throws -> Message {
    let question = Question(name: name, type: type)
    return try Message(
      decoding: Specimen.message([question], answers: known, flags: .query, id: 77))
  }

  @Test("M-8.3-3 M-10.1-1 it announces all records and takes them back")
  func announcement() throws {
    let announced = try Message(decoding: Self.responder.announcement)
    #expect(announced.header.flags == .response && announced.header.id == 0)
    #expect(Array(announced.answers) == Self.responder.service.records)
    #expect(announced.answers.map(\.isCacheFlush) == [false, true, true, true])
    let goodbye = try Message(decoding: Self.responder.goodbye)
    #expect(goodbye.answers.map(\.data) == announced.answers.map(\.data))
    #expect(goodbye.answers.allSatisfy { $0.timeToLive == .goodbye })
  }

  @Test("M-6.7-2 a simple resolver gets its ID and question back, short lives and no flush bits")
  func legacy() throws {
    let query = try Self.query(DemoService.type, .ptr)
    let reply = try #require(Self.responder.reply(to: query, from: Self.resolver))
    let message = try Message(decoding: reply.octets)
    #expect(reply.isUnicast)
    #expect(message.header.id == 77)
    #expect(Array(message.questions) == Array(query.questions))
    #expect(message.records.map(\.type) == [.ptr, .srv, .txt, .a])
    #expect(message.records.allSatisfy { $0.timeToLive.seconds <= 10 && !$0.isCacheFlush })
    #expect(
      DemoFinding(message, instance: Self.responder.service.instance, latency: .zero)?.address
        == IPv4Address(127, 0, 0, 1))
  }

  @Test("a querier on port 5353 gets a multicast response without ID and question")
  func multicast() throws {
    let query = try Self.query(Self.responder.service.host, .any)
    let reply = try #require(Self.responder.reply(to: query, from: Self.querier))
    let message = try Message(decoding: reply.octets)
    #expect(!reply.isUnicast && message.header.id == 0 && message.questions.isEmpty)
    #expect(message.answers.map(\.type) == [.a])
  }

  @Test("it is silent to responses, to what it does not have, and to what the asker knows")
  func silence() throws {
    let response = try Message(decoding: Self.responder.announcement)
    #expect(Self.responder.reply(to: response, from: Self.querier) == nil)
    #expect(Self.responder.reply(to: try Self.query(.local, .any), from: Self.querier) == nil)
    let pointer = Self.responder.service.pointer
    let known = try Self.query(DemoService.type, .ptr, known: [pointer])
    #expect(Self.responder.reply(to: known, from: Self.querier) == nil)
    let old = ResourceRecord(
      name: pointer.name, timeToLive: TimeToLive(seconds: 2_249), data: pointer.data)
    let forgotten = try Self.query(DemoService.type, .ptr, known: [old])
    #expect(Self.responder.reply(to: forgotten, from: Self.querier) != nil)
  }

  @Test("M-8.2-1 of two that probe at once, exactly one gives way; an answer makes it give way")
  func conflict() throws {
    let rival = DemoResponder(
      service: DemoService(
        number: 1, on: Array("PI".utf8), address: IPv4Address(127, 0, 0, 1), port: 4_712))
    let (ours, theirs) = (Self.responder, rival)
    #expect(
      ours.loses(to: try Message(decoding: theirs.probe))
        != theirs.loses(to: try Message(decoding: ours.probe)))
    #expect(ours.loses(to: try Message(decoding: theirs.announcement)))
    #expect(!ours.loses(to: try Message(decoding: ours.probe)))
    #expect(!ours.loses(to: try Message(decoding: ours.announcement)))
  }

  @Test(
    "any host name makes good names",
    arguments: [[], [0x1B, 0xFF], [UInt8](repeating: 65, count: 255)])
  func hostNames(label: [UInt8]) throws {
    let service = DemoService(
      number: 9, on: label, address: IPv4Address(127, 0, 0, 1), port: 1)
    #expect(service.instance.isWithin(DemoService.type))
    #expect(try Message(decoding: DemoResponder(service: service).probe).questions.count == 2)
  }
}
