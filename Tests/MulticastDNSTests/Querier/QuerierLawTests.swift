import DNSSDWire
import MulticastDNS
import Testing

private let seeds = 21...80 as ClosedRange<UInt64>

@Suite("The laws of the querier")
struct QuerierLawTests {
  /// An answer as one query sees it.
  private struct Seen: Hashable {
    let query: QueryID
    let link: Int
    let name: DNSName
    let data: RecordData
  }

  @Test(
    "what is removed was added, nothing is added twice, and nothing follows an end",
    arguments: seeds)
  func order(seed: UInt64) {
    var script = QuerierScript(seed: seed)
    var there: Set<Seen> = []
    var leaving: Set<Seen> = []
    var finished: Set<QueryID> = []
    var events = 0
    while script.step() {
      for case .event(.answer(let id, let change)) in script.outputs {
        events += 1
        #expect(!finished.contains(id))
        if change == .finished { finished.insert(id) }
        guard let answer = change.answer else { continue }
        let seen = Seen(
          query: id, link: answer.linkIndex, name: answer.record.name, data: answer.record.data)
        switch change {
        case .added: #expect(there.insert(seen).inserted)
        case .leaving: #expect(there.contains(seen) && leaving.insert(seen).inserted)
        case .stayed: #expect(leaving.remove(seen) != nil)
        case .removed:
          #expect(there.remove(seen) != nil)
          leaving.remove(seen)
        case .denied, .finished: break
        }
      }
    }
    #expect(events > 0)
  }

  @Test("nothing is told to a query that was cancelled", arguments: seeds)
  func cancelled(seed: UInt64) {
    var script = QuerierScript(seed: seed)
    var gone: Set<QueryID> = []
    while script.step() {
      for case .event(.answer(let id, _)) in script.outputs { #expect(!gone.contains(id)) }
      gone = script.cancelled
    }
  }

  @Test("advancing leaves nothing due and can be repeated without effect", arguments: seeds)
  func advanced(seed: UInt64) {
    var script = QuerierScript(seed: seed)
    while script.step() {
      #expect(script.engine.nextDeadline.map { script.now < $0.instant } ?? true)
      var again = script.engine
      again.advance(to: script.now)
      #expect(again.nextOutput() == nil && again == script.engine)
    }
  }

  @Test("a copy with the same inputs has the same outputs", arguments: seeds)
  func copies(seed: UInt64) {
    var (one, other) = (QuerierScript(seed: seed), QuerierScript(seed: seed))
    while one.step(), other.step() {
      #expect(one.outputs == other.outputs)
    }
    #expect(one.engine == other.engine)
  }

  @Test(
    "P8882-3-1 only names that were asked for are on the wire, from the right port",
    arguments: seeds)
  func wire(seed: UInt64) throws {
    var script = QuerierScript(seed: seed)
    while script.step() {
      for case .send(let datagram) in script.outputs {
        let message = try Message(decoding: datagram.payload)
        #expect(message.questions.allSatisfy { QuerierScript.names.contains($0.name) })
        #expect(message.answers.allSatisfy { !$0.isCacheFlush })
        #expect(datagram.localPort == .oneShot || message.header.id == 0)
        if datagram.localPort == .oneShot { #expect(message.answers.isEmpty) }
      }
    }
  }

  @Test("without queries everything ends by itself, and the engine rests", arguments: seeds)
  func rest(seed: UInt64) throws {
    var script = QuerierScript(seed: seed)
    while script.step() {}
    var engine = script.engine
    for number in 1...300 as ClosedRange<UInt64> {
      try engine.perform(.cancel(QueryID(rawValue: number)), at: script.now)
    }
    var now = script.now
    while let deadline = engine.nextDeadline {
      #expect(now < deadline.instant)
      now = deadline.instant
      engine.advance(to: now)
    }
    #expect(now <= script.now + .seconds(4_600))
    let id = QueryID(rawValue: 1_000)
    for name in QuerierScript.names {
      try engine.perform(.ask(Query(name: name, type: .any, urgency: .prompt), as: id), at: now)
      while let output = engine.nextOutput() {
        if case .event(let event) = output { Issue.record("\(event)") }
      }
      try engine.perform(.cancel(id), at: now)
    }
  }
}
