import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("Which interfaces become links")
struct LinkPolicyTests {
  private static func used(_ reports: [LinkReport]) -> [String] {
    reports.filter { $0.link != nil }.map(\.name)
  }

  private static func exclusions(_ reports: [LinkReport]) -> [String: LinkReport.Exclusion] {
    reports.reduce(into: [:]) { exclusions, report in
      if case .leftOut(let exclusion) = report.verdict { exclusions[report.name] = exclusion }
    }
  }

  @Test("hosts that exist", arguments: hostScenes)
  func scenes(scene: HostScene) {
    let reports = LinkPolicy().reports(on: scene.interfaces)
    #expect(reports.map(\.name) == scene.interfaces.map(\.name))
    #expect(Self.used(reports) == scene.used)
    #expect(reports.allSatisfy { "\($0)".hasPrefix("\($0.name): ") && "\($0)".count < 200 })
  }

  @Test("cables of containers that come and go change no link", arguments: hostScenes)
  func churn(scene: HostScene) {
    let links = { (interfaces: [NetworkInterface]) in
      LinkPolicy().reports(on: interfaces).compactMap(\.link)
    }
    guard links(scene.interfaces).contains(where: { $0.index != 1 }) else { return }
    let bridge = scene.interfaces.first {
      $0.kind == .bridge && $0.name != "br0" && $0.name != "br7"
    }
    let more = (100..<120).map {
      cable($0, "veth\($0)", ["fe80::\($0)/64"], master: bridge?.index ?? 99)
    }
    #expect(links(scene.interfaces + more) == links(scene.interfaces))
  }

  @Test("each interface that is left out has its own reason")
  func reasons() {
    let scene = { (name: String) in
      Self.exclusions(
        LinkPolicy().reports(on: hostScenes.first { $0.description == name }?.interfaces ?? []))
    }
    #expect(
      scene("a k3s node with flannel") == [
        "lo": .loopback, "flannel.1": .tunnel, "cni0": .bridgeWithoutCard,
        "veth11": .portOf("cni0"), "veth12": .portOf("cni0"), "kube-ipvs0": .leadsNowhere,
      ])
    #expect(
      scene("cards that are down, have no multicast, no address, or none that is ready") == [
        "a": .down, "b": .noMulticast, "c": .noAddress, "d": .addressesNotReady,
        "e": .addressesNotReady, "f": .noCarrier,
      ])
    #expect(
      scene("a host that speaks with containers through a macvlan of its own") == [
        "lo": .loopback, "shim": .standsOn("eth0"),
      ])
    #expect(scene("a node with Calico, its network down")["cali1"] == .container)
  }

  @Test("names that were asked for are used whatever their kind, and no others")
  func only() {
    var policy = LinkPolicy()
    policy.only = ["veth*", "docker0", "lo", "missing"]
    policy.never = ["veth3*"]
    let reports = policy.reports(on: hostScenes[2].interfaces)
    #expect(Self.used(reports) == ["lo", "docker0", "veth1a2b"])
    #expect(Self.exclusions(reports)["veth3c4d"] == .denied)
    #expect(Self.exclusions(reports)["eth0"] == .notAsked)
    policy.only = ["missing"]
    #expect(Self.used(policy.reports(on: hostScenes[2].interfaces)) == [])
  }

  @Test("P8882-3-4 names may be used as well, or never")
  func alsoAndNever() {
    var policy = LinkPolicy()
    policy.also = ["tun0"]
    policy.never = ["wlan0"]
    policy.usesLoopback = true
    let laptop = hostScenes.first { $0.description == "a laptop with a VPN" }
    #expect(Self.used(policy.reports(on: laptop?.interfaces ?? [])) == ["lo", "tun0"])
    policy = LinkPolicy()
    policy.never = ["*"]
    #expect(Self.used(policy.reports(on: laptop?.interfaces ?? [])) == [])
  }

  @Test("addresses that last are announced, in an order which the kernel's does not change")
  func addresses() throws {
    let texts = [
      "fe80::5/64", "fd00::5/64", "2001:db8::aa/64 temporary", "2001:db8::5/64",
      "2001:db8:1::1/64 deprecated", "2001:db8:2::2/64 temporary", "192.168.1.9/32",
      "169.254.1.1/16", "192.168.1.5/24", "2001:db8::6/64 tentative",
    ]
    let announced = { (texts: [String]) in
      LinkPolicy().reports(on: [card(2, "eth0", .ethernet, texts)])[0].link?.addresses.map {
        "\($0.address)"
      }
    }
    let wanted = [
      "192.168.1.5", "192.168.1.9", "169.254.1.1", "2001:db8::5", "2001:db8:2::2", "fd00::5",
      "fe80::5",
    ]
    #expect(announced(texts) == wanted)
    #expect(announced(texts.reversed()) == wanted)
    #expect(announced(["2001:db8::5/64 deprecated"]) == ["2001:db8::5"])
    #expect(announced((1...20).map { "10.0.0.\($0)/24" })?.count == 8)
  }

  @Test("a family alone, and the loopback interface with its first")
  func families() {
    var policy = LinkPolicy()
    policy.families = [.v6]
    let card = card(2, "eth0", .ethernet, ["192.168.1.5/24", "fe80::5/64"])
    #expect(policy.reports(on: [card])[0].link?.families == [.v6])
    #expect(policy.reports(on: [loopback])[0].link?.families == [.v6])
    #expect(LinkPolicy().reports(on: [loopback])[0].link?.families == [.v4])
  }

  @Test("there is an end to links")
  func bound() {
    let cards = (2..<100).map { card($0, "eth\($0)", .ethernet, ["10.0.\($0).1/24"]) }
    let reports = LinkPolicy().reports(on: cards)
    #expect(Self.used(reports).count == 32)
    #expect(reports.last?.verdict == .leftOut(.tooMany))
  }
}
