import ClusterDiscovery
import DNSSDWire
import Testing

@Suite("The plan for the installer")
struct ClusterPlanTests {
  private static let v4 = IPAddress.v4(IPv4Address(192, 168, 1, 10))
  private static let v6 = IPAddress.v6(IPv6Address(high: 0x2001_0DB8 << 32, low: 1))
  private static let link = IPAddress.v6(IPv6Address(high: 0xFE80 << 48, low: 1))
  private static let own: [IPAddress] = [.v4(IPv4Address(192, 168, 1, 11)), link]

  private func plan(
    _ role: PlanRole, _ options: [String: String] = [:], token: String? = nil
  ) throws -> ClusterPlan {
    let settings = try ClusterSettings.resolve(options: options, environment: [:]).settings
    let planToken = try token.map {
      PlanToken(source: .environment("SUGARKUBE_TOKEN_DEV"), token: try ServerToken($0))
    }
    return try ClusterPlan(
      role, settings: settings, token: planToken, host: "Pi-1.local.", addresses: Self.own)
  }

  private func server(_ host: String = "pi-0.local", _ address: IPAddress? = v4) -> PlanServer {
    PlanServer(host: host, address: address, portNumber: 6443)
  }

  @Test("2025-11-19-k3s-tls-cert-missing-ip-san: a bootstrap lists the names and the address")
  func bootstrap() throws {
    #expect(
      try plan(.bootstrapEtcd, ["api-regaddr": "10.99.0.5"]).text(.lines) == """
        ENV CLUSTER_ACTION=bootstrap
        ENV CLUSTER_ROLE=server
        ENV CLUSTER_DATASTORE=etcd
        ENV INSTALL_K3S_CHANNEL=stable
        ARG server
        ARG --cluster-init
        ARG --tls-san
        ARG Pi-1.local
        ARG --tls-san
        ARG Pi-1
        ARG --tls-san
        ARG 192.168.1.11
        ARG --tls-san
        ARG 10.99.0.5
        ARG --node-label
        ARG sugarkube.cluster=sugar
        ARG --node-label
        ARG sugarkube.env=dev
        ARG --node-taint
        ARG node-role.kubernetes.io/control-plane=true:NoSchedule

        """)
    let sqlite = try plan(.bootstrapSQLite, ["node-ip-san": "0"])
    #expect(sqlite.subjectNames == ["Pi-1.local", "Pi-1"] && sqlite.notes.isEmpty)
    #expect(!sqlite.arguments.contains("--cluster-init"))
  }

  @Test("2025-11-19-k3s-join-mdns-hostname-resolution: an agent joins by IP; the token is a source")
  func agent() throws {
    let plan = try plan(.joinAgent(server()), token: "it's secret".replacing(" ", with: "-"))
    #expect(
      plan.text(.shell) == """
        export CLUSTER_ACTION=join
        export CLUSTER_ROLE=agent
        export INSTALL_K3S_CHANNEL=stable
        export K3S_URL=https://192.168.1.10:6443
        export SERVER_IP=192.168.1.10
        export CLUSTER_TOKEN_SOURCE=SUGARKUBE_TOKEN_DEV
        export INSTALL_K3S_EXEC='agent --node-label sugarkube.cluster=sugar --node-label \
        sugarkube.env=dev'

        """)
    #expect(plan.text(.shell, .reveal).contains("export K3S_TOKEN='it'\\''s-secret'\n"))
    #expect(plan.text(.systemd, .reveal).contains("\nK3S_TOKEN=\"it's-secret\"\n"))
    for format in PlanFormat.allCases { #expect(!plan.text(format).contains("s-secret")) }
    #expect(!"\(plan)".contains("s-secret"))
  }

  @Test("a server that joins, as JSON")
  func json() throws {
    let plan = try plan(.joinServer(server("pi-0", Self.v6)), ["node-ip-san": "0"])
    #expect(
      plan.text(.json) == """
        {"action":"join","role":"server","datastore":"etcd",\
        "server":{"host":"pi-0","address":"2001:db8::1","port":6443},\
        "url":"https://[2001:db8::1]:6443",\
        "environment":{"CLUSTER_ACTION":"join","CLUSTER_ROLE":"server","CLUSTER_DATASTORE":"etcd",\
        "INSTALL_K3S_CHANNEL":"stable","K3S_URL":"https://[2001:db8::1]:6443",\
        "SERVER_IP":"2001:db8::1"},\
        "arguments":["server","--server","https://[2001:db8::1]:6443",\
        "--tls-san","pi-0.local","--tls-san","2001:db8::1","--tls-san","Pi-1.local",\
        "--tls-san","Pi-1","--node-label","sugarkube.cluster=sugar",\
        "--node-label","sugarkube.env=dev",\
        "--node-taint","node-role.kubernetes.io/control-plane=true:NoSchedule"],\
        "tlsSAN":["pi-0.local","2001:db8::1","Pi-1.local","Pi-1"],\
        "notes":["there is no token; the installer needs one in K3S_TOKEN to join"]}

        """)
  }

  @Test("the URL has what the settings prefer and the server allows")
  func target() throws {
    let cases: [(PlanServer, [String: String], String, [PlanNote])] = [
      (server(), ["prefer-ip": "0"], "https://pi-0.local:6443", [.localName("pi-0.local")]),
      (server("pi-0", nil), [:], "https://pi-0.local:6443", [.localName("pi-0.local")]),
      (server("api.example.org", nil), [:], "https://api.example.org:6443", []),
      (
        server("pi-0", Self.link), [:], "https://pi-0.local:6443",
        [.linkLocalAddress(Self.link), .localName("pi-0.local")]
      ),
      (server("$(reboot)"), [:], "https://192.168.1.10:6443", [.unusableName("$(reboot)")]),
      (
        server("a'; rm -rf /"), ["prefer-ip": "0"], "https://192.168.1.10:6443",
        [.unusableName("a'; rm -rf /")]
      ),
      (server(), ["api-regaddr": "api.sugar.example"], "https://api.sugar.example:6443", []),
      (server(), ["api-regaddr": "fd00::5"], "https://[fd00::5]:6443", []),
    ]
    for (server, options, url, notes) in cases {
      let plan = try plan(.joinAgent(server), options, token: "t")
      #expect(plan.url == url && plan.notes == notes)
    }
  }

  @Test("there is no plan with a name that could mean something else to a shell")
  func refusals() throws {
    #expect(throws: PlanError.serverUnreachable("`id`")) {
      try plan(.joinAgent(server("`id`", nil)), token: "t")
    }
    var settings = ClusterSettings()
    settings.channel = "stable; reboot"
    #expect(throws: PlanError.notOneWord("stable; reboot")) {
      try ClusterPlan(.bootstrapSQLite, settings: settings, token: nil, host: "pi", addresses: [])
    }
    #expect(throws: PlanError.ownName("pi 1")) {
      try ClusterPlan(
        .bootstrapSQLite, settings: ClusterSettings(), token: nil, host: "pi 1", addresses: [])
    }
  }
}
