/// What happened, as the first word of an event in a log, with the fields that it may carry.
public struct LogEventName: Hashable, Sendable, CustomStringConvertible {
  /// The name in the log, such as `join_gate`.
  public let text: String
  /// The keys that say what happened, in the order of a line.
  public let fields: [String]

  /// An event of one's own.
  public init(_ text: String, fields: [String] = []) {
    self.text = text
    self.fields = fields
  }

  public var description: String { text }
}

extension LogEventName {
  /// The effective settings, at the start.
  public static let settings = LogEventName(
    "settings", fields: ["name", "value", "source", "note"])
  /// Where the token came from, never the token.
  public static let tokenResolution = LogEventName(
    "token_resolution",
    fields: ["token_present", "allow_bootstrap", "token_source_kind", "token_source"])
  /// A look for a server begins or ends.
  public static let discover = LogEventName(
    "discover",
    fields: [
      "outcome", "service_type", "cluster", "environment", "attempt", "servers", "reason",
      "ms_elapsed",
    ])
  /// A server was chosen, and how its address was found.
  public static let select = LogEventName(
    "mdns_select",
    fields: [
      "host", "port", "ip", "accept_path", "txt_ip", "browse_ok", "resolve_ok", "ms_elapsed",
    ])
  /// An advert was not taken for a node of this cluster.
  public static let rejected = LogEventName(
    "mdns_rejected", fields: ["instance", "reason", "expected", "found", "ms_elapsed"])
  /// An election, a round of it, or its repetition by a follower.
  public static let election = LogEventName(
    "election",
    fields: ["outcome", "key", "leader", "round", "candidates", "wait_secs", "ms_elapsed"])
  /// More servers must be seen before a bootstrap.
  public static let quorum = LogEventName(
    "quorum", fields: ["outcome", "seen", "needed", "missing", "ms_elapsed"])
  /// What the node is to do.
  public static let verdict = LogEventName(
    "verdict", fields: ["outcome", "server", "datastore", "reason", "ms_elapsed"])
  /// The advert is published, changed or withdrawn.
  public static let publish = LogEventName(
    "mdns_publish",
    fields: [
      "outcome", "role", "phase", "host", "leader", "attempt", "latency_bucket", "reason",
      "ms_elapsed",
    ])
  /// The advert was looked for on the wire.
  public static let selfCheck = LogEventName(
    "mdns_selfcheck",
    fields: [
      "outcome", "check", "host", "ipv4", "port", "attempts", "misses", "reason", "ms_elapsed",
    ])
  /// The types that are there, when the expected one is not.
  public static let typeCheck = LogEventName(
    "mdns_type_check", fields: ["present", "available_types", "ms_elapsed"])
  /// How a host was resolved.
  public static let resolution = LogEventName(
    "mdns_resolution_status",
    fields: [
      "outcome", "host", "nss_ok", "resolve_ok", "browse_ok", "attempt", "resolve_method",
      "ms_elapsed",
    ])
  /// The node's old adverts are gone, or not.
  public static let absenceGate = LogEventName(
    "mdns_absence_gate",
    fields: [
      "mdns_absence_confirmed", "attempts", "consecutive_absent", "wire_proof_status", "reason",
      "ms_elapsed",
    ])
  /// A connection to the advertised port.
  public static let wireProof = LogEventName(
    "mdns_wire_proof", fields: ["outcome", "host", "ip", "port", "reason", "ms_elapsed"])
  /// The API answers, or not.
  public static let apiReady = LogEventName(
    "apiready",
    fields: ["outcome", "host", "port", "ip", "mode", "attempts", "last_status", "ms_elapsed"])
  /// A connection to a port of a server.
  public static let portProbe = LogEventName(
    "l4_probe", fields: ["outcome", "host", "port", "status", "ms_elapsed"])
  /// The lock of the join.
  public static let joinGate = LogEventName(
    "join_gate",
    fields: ["action", "outcome", "owner", "host", "attempt", "delay", "reason", "ms_elapsed"])
  /// Whether the clock is synchronised.
  public static let timeCheck = LogEventName(
    "time_check", fields: ["outcome", "offset_ms", "reason", "ms_elapsed"])
  /// What the installer is told.
  public static let plan = LogEventName(
    "plan",
    fields: ["outcome", "role", "datastore", "server_url_type", "server_url", "token_source"])

  /// Every event here, in the order of a node's way.
  public static let all: [LogEventName] = [
    settings, tokenResolution, discover, select, rejected, election, quorum, verdict, publish,
    selfCheck, typeCheck, resolution, absenceGate, wireProof, apiReady, portProbe, joinGate,
    timeCheck, plan,
  ]
}
