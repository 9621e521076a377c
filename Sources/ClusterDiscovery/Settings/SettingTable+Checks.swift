extension Setting {
  /// How the node checks its own advert.
  static let selfCheck: [Setting] = [
    Setting(
      "skip-self-check", \.skipSelfCheck, .flag, ["SUGARKUBE_SKIP_MDNS_SELF_CHECK"],
      "Whether the node's advert is not checked on the wire"),
    Setting(
      "relaxed-address", \.relaxedAddress, .flag, ["SUGARKUBE_MDNS_ALLOW_ADDR_MISMATCH"],
      "Whether the self-check passes, and says so, when the advert has another address"),
    Setting(
      "self-check-attempts", \.selfCheckAttempts, .count(1...1000),
      [
        "SUGARKUBE_SELFCHK_ATTEMPTS", "SUGARKUBE_MDNS_SELF_CHECK_ATTEMPTS",
        SettingVariable("SUGARKUBE_MDNS_BOOT_RETRIES").deprecated,
        SettingVariable("SUGARKUBE_MDNS_SERVER_RETRIES").deprecated,
      ],
      "How often the self-check looks"),
    Setting(
      "self-check-backoff", \.selfCheckBackoff, backoff,
      [
        "SUGARKUBE_SELFCHK_BACKOFF_START_MS", .seconds("SUGARKUBE_MDNS_SELF_CHECK_DELAY"),
        .seconds("SUGARKUBE_MDNS_BOOT_DELAY").deprecated,
        .seconds("SUGARKUBE_MDNS_SERVER_DELAY").deprecated,
      ],
      "The wait after the first look of the self-check; it doubles up to the cap"),
    Setting(
      "self-check-backoff-cap", \.selfCheckBackoffCap, backoff,
      ["SUGARKUBE_SELFCHK_BACKOFF_CAP_MS"],
      "The longest wait between two looks of the self-check"),
    Setting(
      "self-check-jitter", \.selfCheckJitter, .fraction, ["SUGARKUBE_SELFCHK_JITTER", "JITTER"],
      "The part of each wait that chance adds or takes"),
    Setting(
      "expected-host", \.expectedHost, .optional(.ownHost), ["SUGARKUBE_EXPECTED_HOST"],
      "The host that the self-check expects; none: the node itself"),
    Setting(
      "expected-address", \.expectedAddress, .optional(.ipv4), ["SUGARKUBE_EXPECTED_IPV4"],
      "The IPv4 address that the self-check expects; none: any of the node's"),
    Setting(
      "expected-role", \.expectedRole, .optional(.word("a role")), ["SUGARKUBE_EXPECTED_ROLE"],
      "The role that the self-check expects; none: the one published"),
    Setting(
      "expected-phase", \.expectedPhase, .optional(.word("a phase")), ["SUGARKUBE_EXPECTED_PHASE"],
      "The phase that the self-check expects; none: the one published"),
    Setting(
      "expected-port", \.expectedPort, .optional(.port), ["SUGARKUBE_EXPECTED_PORT"],
      "The port that the self-check expects; none: the one published"),
  ]

  /// How the node makes sure that nothing is left of it.
  static let absence: [Setting] = [
    Setting(
      "absence-gate", \.absenceGate, .flag,
      ["SUGARKUBE_MDNS_ABSENCE_GATE", .opposite("SUGARKUBE_SKIP_ABSENCE_GATE")],
      "Whether the node waits until its old adverts are gone"),
    Setting(
      "absence-timeout", \.absenceTimeLimit,
      .optional(.time(.milliseconds, .milliseconds(1)...(.seconds(3600))), zero: "0"),
      ["SUGARKUBE_MDNS_ABSENCE_TIMEOUT_MS"], "The time after which the absence gate gives up"),
    Setting(
      "absence-backoff", \.absenceBackoff, backoff, ["SUGARKUBE_MDNS_ABSENCE_BACKOFF_START_MS"],
      "The wait after the first look of the absence gate; it doubles up to the cap"),
    Setting(
      "absence-backoff-cap", \.absenceBackoffCap, backoff,
      ["SUGARKUBE_MDNS_ABSENCE_BACKOFF_CAP_MS"],
      "The longest wait between two looks of the absence gate"),
    Setting(
      "absence-jitter", \.absenceJitter, .fraction, ["SUGARKUBE_MDNS_ABSENCE_JITTER"],
      "The part of each wait that chance adds or takes"),
  ]

  private static let backoff = SettingForm<Duration>.time(
    .milliseconds, .milliseconds(10)...(.seconds(600)))
}
