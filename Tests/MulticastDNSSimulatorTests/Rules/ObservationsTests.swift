import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

@Suite("What a host was told")
struct ObservationsTests {
  private let id = QueryID(rawValue: 1)
  private let answer = Answer(
    record: .ptr("_a._tcp.local.", "b._a._tcp.local."), linkIndex: 1,
    source: .v4(IPv4Address(10, 0, 0, 2)), expiry: .milliseconds(1_000))

  @Test("changes of answers must follow from each other")
  func order() {
    var observations = Observations()
    observations.note(.ask(Query(name: "_a._tcp.local.", type: .ptr), as: id))
    let changes: [AnswerChange] = [
      .removed(answer, .expired), .added(answer), .added(answer), .leaving(answer),
      .removed(answer, .goodbye), .stayed(answer),
    ]
    let follows = changes.map { observations.note(.answer(id, $0)) }
    #expect(follows == [false, true, false, true, true, false])
    let isCancelled = observations.note(.answer(QueryID(rawValue: 2), .finished))
    #expect(isCancelled)
  }
}
