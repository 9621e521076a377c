import DNSSDWire
import MulticastDNS

let http: DNSName = "_http._tcp.local"
let bravo: DNSName = "bravo.local"

extension Bench {
  /// Asks, and returns the number of the query.
  @discardableResult
  mutating func ask(
    _ name: DNSName, _ type: RecordType, as number: UInt64 = 1, on links: LinkScope = .all,
    span: Query.Span = .continuous, urgency: Query.Urgency = .routine,
    livenessInterval: Duration? = nil
  ) throws -> QueryID {
    let id = QueryID(rawValue: number)
    let query = Query(
      name: name, type: type, links: links, span: span, urgency: urgency,
      livenessInterval: livenessInterval)
    try perform(.ask(query, as: id))
    return id
  }

  /// Hears a multicast response.
  mutating func hear(_ records: ResourceRecord..., from peer: Peer = .bravo, link: Int = 1) {
    receive(Packet.response(records), from: peer, link: link)
  }

  /// The milliseconds since the last mark at which queries were multicast, each once.
  var queryTimes: [Double] { queries.map(\.time) }

  /// What a query was told, each with the whole milliseconds since the last mark.
  func story(of id: QueryID) -> [String] {
    changes(of: id).map { "\(Int($0.time)) \($0.change.word)" }
  }
}

extension AnswerChange {
  var word: String {
    switch self {
    case .added: "added"
    case .leaving: "leaving"
    case .stayed: "stayed"
    case .removed(_, let reason): "removed \(reason)"
    case .denied: "denied"
    case .finished: "finished"
    }
  }

  var answer: Answer? {
    switch self {
    case .added(let answer), .leaving(let answer), .stayed(let answer), .removed(let answer, _):
      answer
    case .denied, .finished: nil
    }
  }
}

extension Sent {
  var questionNames: [DNSName] { message.questions.map(\.name) }
}

extension DNSName {
  /// An instance of `_http._tcp`.
  static func instance(_ number: Int) -> DNSName { DNSName(stringLiteral: "web \(number).\(http)") }
}

extension ResourceRecord {
  /// The same record without the cache-flush bit.
  var shared: ResourceRecord { knownAnswer() }
}
