import ClusterDiscovery
import DNSSDWire
import Testing

@Suite("Log lines")
struct LogEventTests {
  private static let plain = Redactor(mode: .none, salt: "")
  private static let time = "2026-11-21T20:01:46+00:00"

  @Test(
    "2025-10-25-mdns-helper-timestamps: each line has a time, its fields in order, ms_elapsed last")
  func line() {
    let event = LogEvent(
      .selfCheck, severity: .warn, elapsed: .microseconds(412_900),
      [
        LogField("outcome", .text("fail")), LogField("host", .text("pi-0.local")),
        LogField("attempts", .integer(3)), LogField("nss_ok", .flag(false)),
        LogField("ip", .address(.v4(IPv4Address(10, 0, 0, 1)))),
        LogField("token", .secret(isSet: true)), LogField("outcome", .text("ok")),
        LogField("reason", .list(["type missing", "a=b"])),
      ])
    #expect(
      event.line(at: Self.time, redactor: Self.plain) == """
        ts=2026-11-21T20:01:46+00:00 level=info event=mdns_selfcheck severity=warn outcome=ok \
        host=pi-0.local attempts=3 nss_ok=0 ip=10.0.0.1 token=set reason="type missing,a=b" \
        ms_elapsed=412
        """)
    #expect(
      event.json(at: Self.time, redactor: Self.plain) == """
        {"ts":"2026-11-21T20:01:46+00:00","level":"info","event":"mdns_selfcheck",\
        "severity":"warn","outcome":"ok","host":"pi-0.local","attempts":3,"nss_ok":false,\
        "ip":"10.0.0.1","token":"set","reason":["type missing","a=b"],"ms_elapsed":412}
        """)
  }

  private static let values: [(String, String)] = [
    ("pi-0.local", "pi-0.local"), ("", "\"\""), ("two words", "\"two words\""),
    ("a=b", "\"a=b\""), ("say \"hi\"", "\"say \\\"hi\\\"\""), ("it's", "\"it's\""),
    ("C:\\x", "\"C:\\\\x\""), ("line\nnext\r\t", "\"line\\nnext\\r\\t\""),
    ("\u{0}\u{1B}[31m", "\"\\u0000\\u001b[31m\""), ("a\u{202E}b", "\"a\\u202eb\""),
    ("K\u{FC}che", "K\u{FC}che"), ("\u{E0001}", "\"\\udb40\\udc01\""),
  ]

  @Test(
    "2025-10-25-mdns-self-check-control-char: a value stays one word and harms no terminal",
    arguments: values)
  func quoting(value: String, shown: String) {
    let event = LogEvent(LogEventName("e"), [LogField("k", .text(value))])
    #expect(
      event.line(at: "t", redactor: Self.plain) == "ts=t level=info event=e k=\(shown)")
  }

  @Test("keys are words, and none passes for the head of a line")
  func keys() {
    let keys = ["ts", "level", "event", "severity", "", "a b", "\u{E9}", "mdns_ok-1.2"]
    #expect(
      keys.map { LogField($0, .flag(true)).key } == [
        "_ts", "_level", "_event", "_severity", "_", "a_b", "_", "mdns_ok-1.2",
      ])
  }

  @Test("a long value is cut, a secret under a secret's name is hidden")
  func bounds() {
    let long = LogEvent(
      LogEventName("e"), [LogField("k", .text(String(repeating: "x", count: 5000)))])
    #expect(long.line(at: "t", redactor: Self.plain).count < 1100)
    let redactor = Redactor(mode: .private, salt: "s")
    let fields = [
      LogField("api_password", .text("hunter2")), LogField("key", .text("pi-0.local_plain")),
      LogField("token_source", .text("SUGARKUBE_TOKEN_DEV")),
    ]
    let line = LogEvent(.election, fields).line(at: "t", redactor: redactor)
    #expect(!line.contains("hunter2") && line.contains("key=pi-0.local_plain"))
    #expect(line.contains("token_source=SUGARKUBE_TOKEN_DEV"))
  }

  private static let buckets: [(Int, String)] = [
    (-1, "ms_0_249"), (0, "ms_0_249"), (249, "ms_0_249"), (250, "ms_250_499"), (999, "ms_500_999"),
    (1000, "ms_1000_1999"), (4999, "ms_2000_4999"), (5000, "ms_5000_9999"),
    (19_999, "ms_10000_19999"), (20_000, "ms_20000_plus"), (9_000_000, "ms_20000_plus"),
  ]

  @Test("times fall into the buckets of the scripts", arguments: buckets)
  func bucket(milliseconds: Int, name: String) {
    #expect(LatencyBucket(of: .milliseconds(milliseconds)).description == name)
  }

  @Test("no event and no key of an event stands twice")
  func names() {
    #expect(Set(LogEventName.all.map(\.text)).count == LogEventName.all.count)
    for name in LogEventName.all { #expect(Set(name.fields).count == name.fields.count) }
  }
}
