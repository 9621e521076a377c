extension Setting {
  /// What must hold before a node joins, and before it is said to work.
  static let gates: [Setting] = [
    Setting(
      "wire-proof", \.wireProof, .flag, ["SUGARKUBE_MDNS_WIRE_PROOF"],
      "Whether a node joins only a server that accepts connections"),
    Setting(
      "wire-proof-duration", \.wireProofDuration, wait, ["SUGARKUBE_MDNS_WIRE_PROOF_DURATION"],
      "How long one such connection may take"),
    Setting(
      "api-ready-timeout", \.apiReadyTimeout, wait, ["SUGARKUBE_API_READY_TIMEOUT"],
      "How long a node looks for the API that it is to join"),
    Setting(
      "api-ready-interval", \.apiReadyInterval, wait, ["SUGARKUBE_API_READY_INTERVAL"],
      "The time between two looks at the API"),
    Setting(
      "l4-timeout", \.l4Timeout, wait, ["SUGARKUBE_L4_PROBE_TIMEOUT", "L4_PROBE_TIMEOUT"],
      "How long a connection to a port of a server may take"),
    Setting(
      "join-gate", \.joinGate, .flag,
      ["SUGARKUBE_JOIN_GATE", .opposite("SUGARKUBE_DISABLE_JOIN_GATE")],
      "Whether servers join one after the other"),
    Setting(
      "join-gate-name", \.joinGateName, .optional(.text("the instance name of the lock")),
      ["SUGARKUBE_JOIN_GATE_NAME"], "The lock's name; none: k3s join lock <cluster>/<env>"),
    Setting(
      "join-gate-backoff", \.joinGateBackoff, wait, ["SUGARKUBE_JOIN_GATE_BACKOFF_START"],
      "The wait after the lock was found taken; it doubles up to the cap"),
    Setting(
      "join-gate-backoff-cap", \.joinGateBackoffCap, wait, ["SUGARKUBE_JOIN_GATE_BACKOFF_CAP"],
      "The longest wait between two tries for the lock"),
    Setting(
      "join-gate-wait", \.joinGateMaximumWait, wait, ["SUGARKUBE_JOIN_GATE_MAX_WAIT_SECS"],
      "How long a node waits for the lock in all"),
    Setting(
      "strict-time", \.strictTime, .flag, ["SUGARKUBE_STRICT_TIME"],
      "Whether a clock that is not synchronised stops the node, in place of a warning"),
    Setting(
      "time-offset-max", \.timeOffsetMaximum,
      .time(.milliseconds, .milliseconds(1)...(.seconds(3600))), ["SUGARKUBE_TIME_OFFSET_MAX_MS"],
      "How far the clock may be off"),
  ]

  /// Where the token comes from; its own variables are those of ``TokenPolicy``.
  static let tokens: [Setting] = [
    Setting(
      "token-file", \.tokenFile, .optional(.path), ["SUGARKUBE_TOKEN_FILE", "K3S_TOKEN_FILE"],
      "A file with the token; an unreadable one is an error"),
    Setting(
      "node-token-path", \.nodeTokenPath, .optional(.path), ["SUGARKUBE_NODE_TOKEN_PATH"],
      "The node-token file; none: \(TokenPolicy.usualNodePath), and only when a token is expected"),
    Setting(
      "boot-token-path", \.bootTokenPath, .optional(.path), ["SUGARKUBE_BOOT_TOKEN_PATH"],
      "A file with NODE_TOKEN=; none: \(TokenPolicy.usualBootPath), and only when a token is expected"
    ),
    Setting(
      "server-token-path", \.serverTokenPath, .path, ["SUGARKUBE_K3S_SERVER_TOKEN_PATH"],
      "The file that shows that this host has been a server"),
  ]

  /// What is told, and how.
  static let speaking: [Setting] = [
    Setting(
      "log-level", \.logLevel, .choice,
      [
        "SUGARKUBE_LOG_LEVEL", "LOG_LEVEL",
        .flag("SUGARKUBE_DEBUG", on: "debug", off: "info").deprecated,
      ],
      "How much is logged"),
    Setting(
      "log-format", \.logFormat, .choice, ["SUGARKUBE_LOG_FORMAT"], "How a log line is written"),
    Setting(
      "mdns-details", \.multicastDetails, .flag, ["SUGARKUBE_DEBUG_MDNS"],
      "Whether adverts that were not taken are logged, too"),
    Setting(
      "redact", \.redaction, .choice, ["SUGARKUBE_REDACT"],
      "What is hidden in all output; private: secrets, MACs and public addresses; full: all addresses"
    ),
    Setting(
      "redact-salt", expected: "any text of up to 1024 octets", ["SUGARKUBE_LOG_SALT", "LOG_SALT"],
      "What the labels of hidden values depend on; none: a new one in each run", isSecret: true
    ) { text, settings in
      guard let salt = SettingForm<String>.text("").read(text) else { return false }
      settings.redactionSalt = salt
      return true
    } text: {
      $0.redactionSalt ?? ""
    },
  ]

  private static let wait = SettingForm<Duration>.time(
    .seconds, .milliseconds(10)...(.seconds(3600)))
}
