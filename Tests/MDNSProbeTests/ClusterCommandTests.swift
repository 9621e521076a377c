import ClusterDiscovery
import DNSSDWire
import Testing

@testable import mdns_probe

@Suite("Commands for clusters")
struct ClusterCommandTests {
  @Test("cluster --help names every command, and each has a help of its own")
  func help() {
    let help = Rehearsal("cluster", "--help")
    #expect(help.status == .success)
    for command in ClusterCommand.subcommands {
      let name = command.description.name
      #expect(help.results.text.contains("  \(name) "))
      let own = Rehearsal("cluster", name, "--help")
      #expect(own.status == .success)
      #expect(own.results.text.contains("USAGE: mdns-probe cluster \(name) "))
    }
  }

  @Test(
    "what makes no sense is refused with a reason",
    arguments: [
      (["cluster"], "a command is missing"),
      (["cluster", "wach"], "did you mean watch?"),
      (["cluster", "--hlep"], "did you mean --help?"),
      (["cluster", "up", "--servers", "none"], "--servers is \"none\""),
      (["cluster", "up", "--format", "xml"], "lines, shell, json, systemd"),
      (
        ["cluster", "up", "--publish", "off", "--intent", "join"],
        "a node that takes part publishes itself"
      ),
      (["cluster", "watch", "--timeout", "soon"], "seconds such as 2 or 0.5"),
    ])
  func refused(words: [String], reason: String) {
    let run = Rehearsal(words)
    #expect(run.status == .usage)
    #expect(run.diagnostics.text.contains(reason))
    #expect(run.results.text.isEmpty)
  }

  @Test(
    "seconds since 1970 are shown as a date of UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (1_798_761_599, "2026-12-31T23:59:59Z"),
    ])
  func dates(seconds: Int64, text: String) {
    #expect(UTCTime.text(seconds) == text)
  }

  @Test("a plan is for the role that the verdict gives, and there is none while waiting")
  func roles() throws {
    let scope = try ClusterScope(cluster: "sugar", environment: "dev")
    let host = try DNSName("pi0.local.")
    let peer = ClusterPeer(advert: ClusterAdvert(scope: scope, role: .server, host: host))
    let server = PlanServer(host: "pi0.local", address: nil, portNumber: 6443)
    #expect(PlanRole(.bootstrap(.sqlite)) == .bootstrapSQLite)
    #expect(PlanRole(.bootstrap(.etcd)) == .bootstrapEtcd)
    #expect(PlanRole(.join(peer, as: .agent)) == .joinAgent(server))
    #expect(PlanRole(.join(peer, as: .server)) == .joinServer(server))
    #expect(PlanRole(.follow(host)) == nil)
    #expect(PlanRole(.refuse(.noMulticast)) == nil)
  }

  @Test("the leader is a ready server, else who was elected, else the first candidate")
  func leader() throws {
    let scope = try ClusterScope(cluster: "sugar", environment: "dev")
    let candidate = ClusterAdvert(scope: scope, role: .bootstrap, host: try DNSName("a.local."))
    let elected = ClusterAdvert(
      scope: scope, role: .bootstrap, isElected: true, host: try DNSName("b.local."))
    let server = ClusterAdvert(scope: scope, role: .server, host: try DNSName("c.local."))
    let peers = [candidate, elected, server].map { ClusterPeer(advert: $0) }
    #expect(ClusterLeadership([]).leader == nil)
    #expect(ClusterLeadership(Array(peers.prefix(1))).leader == candidate.host)
    #expect(ClusterLeadership(Array(peers.prefix(2))).leader == elected.host)
    #expect(ClusterLeadership(peers).leader == server.host)
  }
}
