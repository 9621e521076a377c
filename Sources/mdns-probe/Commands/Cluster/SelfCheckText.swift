internal import ClusterDiscovery
internal import DNSSD

/// What a self-check found, as people and programs read it.
struct SelfCheckText {
  let report: SelfCheckReport

  var status: ExitStatus {
    switch report.result {
    case .ok: .success
    case .failed(.typeMissing): .typeMissing
    case .failed(.addressDiffers), .failed(.addressMissing): .addressMismatch
    case .failed: .selfCheckFailed
    case .unknown: .notObservable
    }
  }

  private var outcome: String {
    switch report.result {
    case .ok: "ok"
    case .failed: "fail"
    case .unknown: "unknown"
    }
  }

  private var reason: String? {
    switch report.result {
    case .ok: nil
    case .failed(let failure): failure.word
    case .unknown: "not_observable"
    }
  }

  private var host: String? {
    if case .ok(let evidence) = report.result { evidence.host.undotted } else { nil }
  }

  private var details: [String] {
    switch report.result {
    case .ok(let evidence):
      evidence.addresses.map { "address: \($0)" } + evidence.notes.map { "note: \($0.words)" }
    case .failed(let failure): [failure.description]
    case .unknown(let doubt): [doubt.description]
    }
  }

  /// One line with the result, and one for each thing that belongs to it.
  var lines: [String] {
    let host = host.map { " host=\($0)" } ?? ""
    let reason = reason.map { " reason=\($0)" } ?? ""
    let summary =
      "event=mdns_selfcheck outcome=\(outcome)\(host) attempts=\(report.attempts) "
      + "ms_elapsed=\(report.elapsed.millisecondsText)\(reason)"
    return [summary] + details.map { "  \($0)" }
  }

  var json: String {
    var json = JSONWriter()
    json.object { object in
      object.member("event", "mdns_selfcheck")
      object.member("outcome", outcome)
      object.member("host", host)
      object.member("attempts", report.attempts)
      object.key("ms_elapsed")
      object.literal(report.elapsed.millisecondsText)
      object.member("reason", reason)
      object.list("details", details)
    }
    return String(decoding: json.octets, as: UTF8.self)
  }
}

extension SelfCheckFailure {
  /// The reason as one word.
  var word: String {
    switch self {
    case .notLoopingBack: "not_looping_back"
    case .otherHost: "other_host"
    case .typeMissing: "type_missing"
    case .instanceMissing: "instance_not_found"
    case .recordMissing: "record_missing"
    case .targetDiffers: "srv_target_mismatch"
    case .portDiffers: "port_mismatch"
    case .roleDiffers: "role_mismatch"
    case .textDiffers: "txt_mismatch"
    case .addressDiffers: "address_mismatch"
    case .addressMissing: "address_missing"
    }
  }
}

extension SelfCheckEvidence.Note {
  /// The note in words.
  var words: String {
    switch self {
    case .typeNotListed(let type, _): "\(type) is not in the list of types"
    case .addressIgnored(let expected, let found):
      "the addresses \(found.map(\.description).joined(separator: ", ")) are none of "
        + expected.map(\.description).joined(separator: ", ")
    }
  }
}
