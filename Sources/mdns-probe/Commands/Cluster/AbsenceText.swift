internal import ClusterDiscovery
internal import DNSSD

/// What an absence gate found, as people and programs read it.
struct AbsenceText {
  let report: GateReport<AbsenceEvidence, AbsenceFailure>

  var status: ExitStatus {
    switch report.result {
    case .ok: .success
    case .failed: .failure
    case .unknown: .notObservable
    }
  }

  private var outcome: String {
    switch report.result {
    case .ok: "ok"
    case .failed: "failed"
    case .unknown: "unknown"
    }
  }

  private var reason: String? {
    switch report.result {
    case .ok: nil
    case .failed: "presence_detected"
    case .unknown(.outOfTime): "timeout"
    case .unknown: "unconfirmed"
    }
  }

  private var isConfirmed: Int { status == .success ? 1 : 0 }

  private var details: [(kind: String, text: String)] {
    switch report.result {
    case .ok(let evidence):
      evidence.goodbyes.map { ("goodbye", $0.undotted) }
        + evidence.others.map { ("other", $0.undotted) }
    case .failed(.stillAnswered(let witnesses)): Self.lines(of: witnesses)
    case .unknown(let doubt): [("doubt", doubt.description)]
    }
  }

  /// Who answers for what, once, with however many types of records.
  private static func lines(of witnesses: [AbsenceWitness]) -> [(kind: String, text: String)] {
    var lines: [(kind: String, text: String)] = []
    for witness in witnesses where !lines.contains(where: { $0.text == witness.description }) {
      lines.append(("present", witness.description))
    }
    return lines
  }

  /// One line with the result, and one for each thing that led to it.
  var lines: [String] {
    let reason = reason.map { " reason=\($0)" } ?? ""
    let summary =
      "event=mdns_absence_gate outcome=\(outcome) mdns_absence_confirmed=\(isConfirmed) "
      + "attempts=\(report.attempts) ms_elapsed=\(report.elapsed.millisecondsText)\(reason)"
    return [summary] + details.map { "  \($0.kind): \($0.text)" }
  }

  var json: String {
    var json = JSONWriter()
    json.object { object in
      object.member("event", "mdns_absence_gate")
      object.member("outcome", outcome)
      object.member("mdns_absence_confirmed", isConfirmed)
      object.member("attempts", report.attempts)
      object.key("ms_elapsed")
      object.literal(report.elapsed.millisecondsText)
      object.member("reason", reason)
      object.key("details")
      object.array { list in
        for (kind, text) in details { list.object { $0.member(kind, text) } }
      }
    }
    return String(decoding: json.octets, as: UTF8.self)
  }
}
