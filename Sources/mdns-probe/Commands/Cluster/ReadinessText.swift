internal import ClusterDiscovery
internal import DNSSD

/// How ready a server was found, as people and programs read it.
struct ReadinessText {
  let url: ServerURL
  let wanted: ReadinessLevel
  let report: GateReport<ReadinessReading, ReadinessFailure>

  private var reading: ReadinessReading? {
    switch report.result {
    case .ok(let reading): reading
    case .failed(let failure): failure.last
    case .unknown: nil
    }
  }

  private var level: ReadinessLevel { reading?.level ?? .unreachable }

  private var outcome: String { level >= wanted ? "ok" : "failed" }

  /// One line about the server, and one for each address.
  var lines: [String] {
    let results = reading?.wire.results ?? []
    let summary =
      "event=apiready outcome=\(outcome) url=\(url) mode=\(level) attempts=\(report.attempts) "
      + "ms_elapsed=\(report.elapsed.millisecondsText)"
    let rest = results.isEmpty ? ["no address is known"] : results.map(\.description)
    return [summary] + rest.map { "  \($0)" }
  }

  var json: String {
    var json = JSONWriter()
    json.object { object in
      object.member("event", "apiready")
      object.member("outcome", outcome)
      object.member("url", "\(url)")
      object.member("mode", "\(level)")
      object.member("wanted", "\(wanted)")
      object.member("attempts", report.attempts)
      object.key("ms_elapsed")
      object.literal(report.elapsed.millisecondsText)
      object.key("addresses")
      object.array { list in
        for result in reading?.wire.results ?? [] {
          list.object { one in
            one.member("endpoint", "\(result.endpoint)")
            one.member("connected", result.isConnected)
            one.member("finding", "\(result.finding)")
            one.key("ms")
            one.literal(result.elapsed.millisecondsText)
          }
        }
      }
    }
    return String(decoding: json.octets, as: UTF8.self)
  }
}
