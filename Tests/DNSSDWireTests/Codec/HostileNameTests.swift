import DNSSDWire
import Testing

@Suite("Hostile names")
struct HostileNameTests {
  @Test("CVE-2006-6870 a name that points to itself is rejected")
  func selfPointer() throws {
    let name = Handmade.pointer(to: 12)
    let asked = Handmade.header(questions: 1) + Handmade.question(name: name)
    #expect(refusal(of: asked) == WireError(.pointerNotBackward, at: 12))
    let said = Handmade.response(Handmade.record(name: name, type: .a, data: [192, 0, 2, 10]))
    #expect(refusal(of: said) == WireError(.pointerNotBackward, at: 12))
    let data = Handmade.pointer(to: 23)
    let target = Handmade.response(Handmade.record(type: .ptr, data: data))
    #expect(try Message(decoding: target).answerData == [.malformed(.ptr, data)])
  }

  /// 32 octets with two questions: of the root, and of a name whose label a pointer can lead into.
  private static let blanks = [[], [4]].map { (label: [UInt8]) in
    Handmade.header(questions: 2) + label + [UInt8](repeating: 0, count: 20 - label.count)
  }

  @Test("mdns-sd#253 mdns-sd#257 CVE-2017-12995 CVE-2017-9345 every pair of pointers ends")
  func pairsOfPointers() {
    let pairs = (12..<30).flatMap { first in ((first + 1)..<30).map { [first, $0] } }
    Self.exhaust(pairs)
  }

  @Test("mdns-sd#253 libmdns#56 CVE-2007-3409 every triple of pointers ends")
  func triplesOfPointers() {
    Self.exhaust([[13, 15, 22], [13, 14, 22], [12, 14, 16], [17, 19, 24]])
  }

  /// Reads every packet that has pointers at the places, to all offsets up to two behind its end.
  private static func exhaust(_ choices: [[Int]]) {
    var accepted = 0
    for (blank, places) in blanks.flatMap({ blank in choices.map { (blank, $0) } }) {
      var packet = blank
      for place in places { packet[place] = 0xC0 }
      var targets = [Int](repeating: 0, count: places.count)
      while true {
        for (place, target) in zip(places, targets) { packet[place + 1] = UInt8(target) }
        let names = (try? Message(decoding: packet))?.questions.map(\.name.wireForm)
        if names != PlainReader(packet)?.parts.map(\.name) {
          Issue.record("reads otherwise: \(packet.hexadecimal)")
        }
        accepted += names == nil ? 0 : 1
        guard let digit = targets.firstIndex(where: { $0 < 33 }) else { break }
        for lower in 0..<digit { targets[lower] = 0 }
        targets[digit] += 1
      }
    }
    #expect(accepted > 0)
  }

  @Test("PYSEC-2026-3436 chains of 1 to 4000 pointers end, and above 127 are refused")
  func chains() {
    // A record whose data is the root name and 4000 pointers, each to the one before it.
    let links = 4_000
    let start = 12 + 11
    var data: [UInt8] = [0]
    var last = start
    for _ in 0..<links {
      let place = start + data.count
      data += Handmade.pointer(to: last)
      last = place
    }
    let chain =
      Handmade.header(answers: 2)
      + Handmade.record(type: RecordType(rawValue: 65_280), data: data)
    for length in 1...links {
      // The owner points to a chain of so many less one.
      let target = length == 1 ? start : start + 1 + 2 * (length - 2)
      let message =
        chain
        + Handmade.record(
          name: Handmade.pointer(to: target), type: .a, data: [192, 0, 2, 10])
      let error = refusal(of: message)
      #expect((error == nil) == (length <= 127), "\(length) pointers: \(String(describing: error))")
      guard let error else { continue }
      #expect(error.reason == .pointersTooMany)
    }
  }

  @Test("CVE-2025-24294 a name is refused as soon as its expansion is above 256 octets")
  func expansion() {
    // Each name is a label of 63 octets before the name of the last question.
    let label = [63] + [UInt8](repeating: 0x61, count: 63)
    var message = Handmade.header(questions: 200)
    var last: [UInt8] = [0]
    for _ in 0..<200 {
      let place = message.count
      message += Handmade.question(name: label + last)
      last = Handmade.pointer(to: place)
    }
    // Three labels and the root take 193 octets, four and the root 257.
    let fourth = 12 + 69 + 70 + 70
    #expect(refusal(of: message) == WireError(.nameTooLong, at: fourth))
  }

  @Test("ntopng#10458 a pointer behind the payload is refused")
  func pastPayload() throws {
    let packet = try octets("0000 8400 0000 0001 0000 0000 01 c0c8")
    #expect(packet.count == 15)
    #expect(refusal(of: packet) == WireError(.nameTruncated, at: 14))
    let behind = try octets("0000 8400 0000 0001 0000 0000 00 c0c8")
    #expect(refusal(of: behind) != nil)
    let question = try octets("0000 0000 0001 0000 0000 0000 c0c8 0001 0001")
    #expect(refusal(of: question) == WireError(.pointerNotBackward, at: 12))
  }

  @Test(
    "CVE-2016-20009 CVE-2020-7461 CVE-2020-15795 CVE-2020-11901 length octets 0x40 to 0xBF",
    arguments: 0...4)
  func reservedBits(labels: Int) throws {
    for octet: UInt8 in 0x40...0xBF {
      let name = [UInt8](repeating: 1, count: 2 * labels) + [octet]
      let tail = [UInt8](repeating: 0, count: 255)
      let asked = Handmade.header(questions: 1) + Handmade.question(name: name + tail)
      let expected = WireError(.labelTypeReserved, at: 12 + 2 * labels)
      #expect(refusal(of: asked) == expected)
      let said = Handmade.response(Handmade.record(name: name + tail, type: .a, data: []))
      #expect(refusal(of: said) == expected)
      for type: RecordType in [.ptr, .nsec] {
        let message = try Message(
          decoding: Handmade.response(Handmade.record(type: type, data: name + tail)))
        #expect(message.answerData == [.malformed(type, name + tail)])
      }
      var walk = try MessageWalk(asked.span)
      #expect(throws: expected) { try walk.next(in: asked.span) }
    }
  }

  @Test("CVE-2016-20009 CVE-2020-27736 pointers forward, into the header and into a label")
  func strangePointers() throws {
    for target in 0..<12 {
      let asked =
        Handmade.header(questions: 1)
        + Handmade.question(name: [1, 0x61] + Handmade.pointer(to: target))
      #expect(refusal(of: asked) == WireError(.pointerIntoHeader, at: 14))
    }
    for target in [12, 13, 14, 15, 16, 19, 20, 0x3FFF] {
      let asked =
        Handmade.header(questions: 1)
        + Handmade.question(name: [1, 0x61] + Handmade.pointer(to: target))
      #expect(refusal(of: asked) == WireError(.pointerNotBackward, at: 14))
    }
    // Octets within a label are read as what they are there: here a name, here a reserved bit.
    let inside = Handmade.header(questions: 2) + Handmade.question(name: [3, 1, 0x61, 0x80, 0])
    let name = try Message(decoding: inside + Handmade.question(name: Handmade.pointer(to: 16)))
    #expect(name.questions[1].name == .root)
    #expect(
      refusal(of: inside + Handmade.question(name: Handmade.pointer(to: 13)))
        == WireError(.labelTypeReserved, at: 15))
  }

  @Test("CVE-2020-24383 CVE-2020-17439 CVE-2020-24334 a name cut at the end of the packet")
  func cutNames() {
    let name = [UInt8](arrayLiteral: 3, 0x61, 0x62, 0x63, 2, 0x64, 0x65, 0)
    for length in 0..<name.count {
      let cut = Array(name[..<length])
      for header in [Handmade.header(questions: 1), Handmade.header(answers: 1)] {
        #expect(refusal(of: header + cut) == WireError(.nameTruncated, at: 12))
      }
      for type: RecordType in [.ptr, .cname, .ns, .dname, .soa, .rp, .nsec] {
        let message = Handmade.response(Handmade.record(type: type, data: cut))
        #expect((try? Message(decoding: message).answerData) == [.malformed(type, cut)])
      }
      let service = [0, 0, 0, 0, 0, 80] + cut
      let message = Handmade.response(Handmade.record(type: .srv, data: service))
      #expect((try? Message(decoding: message).answerData) == [.malformed(.srv, service)])
    }
  }
}
