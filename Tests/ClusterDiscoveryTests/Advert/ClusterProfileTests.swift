import ClusterDiscovery
import DNSSDWire
import MulticastDNS
import Testing

@Suite("How a node is published")
struct ClusterProfileTests {
  private func sample(
    host: String = "pi0.local", role: ClusterRole = .server, environment: String = "dev"
  ) throws -> ClusterAdvert {
    ClusterAdvert(
      scope: try AdvertSamples.scope(environment), role: role, host: try DNSName(host))
  }

  private static let choices: [(ClusterProfile.PublishedTypes, [String])] = [
    (.both, ["_https._tcp", "_k3s-sugar-dev._tcp"]), (.https, ["_https._tcp"]),
    (.k3s, ["_k3s-sugar-dev._tcp"]),
  ]

  @Test("both types are browsed in any case; a choice says which are published", arguments: choices)
  func types(choice: ClusterProfile.PublishedTypes, expected: [String]) throws {
    let profile = ClusterProfile.k3s(publishing: choice)
    let scope = try AdvertSamples.scope()
    #expect(profile.publishedServiceTypes(for: scope).map(\.description) == expected)
    #expect(profile.serviceTypes(for: scope) == ClusterProfile.k3s.serviceTypes(for: scope))
    #expect(profile.serviceTypes(for: scope).count == 2)
  }

  @Test("a registration for each type points at the host's, with port, text and subtype")
  func registrations() throws {
    let advert = try sample()
    let host = RegistrationID(rawValue: 7)
    let registrations = try ClusterProfile.k3s.registrations(of: advert, host: host)
    #expect(registrations.count == 2)
    for registration in registrations {
      guard case .service(let service) = registration.content else {
        Issue.record("no service")
        continue
      }
      #expect(registration.conflictPolicy == .rename && service.host == .registered(host))
      #expect(service.portNumber == 6443 && service.text == advert.text.data)
      #expect(service.instanceName.instance.text == "k3s API sugar/dev [server] on pi0")
      let isShared = service.instanceName.type.name == "https"
      #expect(service.subtypes.map(\.text) == (isShared ? ["_k3s"] : []))
    }
  }

  private static let hosts = [
    "pi0", String(repeating: "n", count: 63), String(repeating: "ü", count: 31),
    String(repeating: "👩‍👩‍👧‍👦", count: 2), "a\\.b", "bell\\007\\194\\133", "\\255\\254",
  ]

  @Test("an instance name is never refused and cut between characters", arguments: hosts)
  func instanceNames(host: String) throws {
    let type = try ServiceType("_https._tcp")
    for role in ClusterRole.allCases {
      let advert = try sample(host: host + ".local", role: role)
      let name = try ClusterProfile.k3s.instanceName(of: advert, type: type)
      #expect(name.instance.octets.count <= 63)
      #expect(name.instance.text.hasPrefix("k3s API sugar/dev [\(role.rawValue)] on "))
      #expect(!name.instance.text.contains("\u{FFFD}") || host.contains("255"))
    }
  }

  @Test("names that are cut stay apart, and are the same in every process")
  func hashes() throws {
    let type = try ServiceType("_https._tcp")
    let beginning = String(repeating: "n", count: 60)
    let names = try ["a", "b"].map { end in
      try ClusterProfile.k3s.instanceName(of: try sample(host: beginning + end), type: type)
        .instance.text
    }
    #expect(
      names == [
        "k3s API sugar/dev [server] on nnnnnnnnnnnnnnnnnnnnnnnn~83bb0707",
        "k3s API sugar/dev [server] on nnnnnnnnnnnnnnnnnnnnnnnn~84bb089a",
      ])
  }

  private static let doubtful: [(String, [ServiceTypeViolation])] = [
    ("dev", []), ("prod", []), ("staging", [.nameTooLong]), ("a_b", [.characterNotAllowed]),
    ("a--b", [.hyphensAdjacent]),
  ]

  @Test("a doubtful type is published with a warning", arguments: doubtful)
  func warnings(environment: String, violations: [ServiceTypeViolation]) throws {
    let scope = try AdvertSamples.scope(environment)
    let found = ClusterProfile.k3s.warnings(for: scope).map { warning in
      switch warning {
      case .typeAgainstRules(_, let violation): violation
      }
    }
    #expect(found == violations)
    #expect(ClusterProfile.k3s(publishing: .https).warnings(for: scope) == [])
    let advert = try sample(environment: environment)
    let registrations = try ClusterProfile.k3s.registrations(
      of: advert, host: RegistrationID(rawValue: 1))
    #expect(registrations.count == 2)
  }

  @Test("a profile of one's own: another prefix, title and subtype")
  func ownProfile() throws {
    #expect(AdvertType(prefix: "microk8s-longest") == nil && AdvertType(prefix: "a.b") == nil)
    let subtype = try DNSLabel(text: "_node")
    let type = try #require(AdvertType(prefix: "microk8s", subtypes: [subtype]))
    let profile = ClusterProfile(published: [type], browsed: [], title: "MicroK8s")
    let long = try ClusterScope(
      cluster: String(repeating: "c", count: 50), environment: "staging")
    let advert = ClusterAdvert(scope: long, role: .agent, host: try DNSName("pi0"))
    let registrations = try profile.registrations(of: advert, host: RegistrationID(rawValue: 1))
    let label = try #require(profile.serviceTypes(for: long).first).nameLabel
    #expect(label.octets.count == 63)
    guard case .service(let content)? = registrations.first?.content else {
      Issue.record("no service")
      return
    }
    #expect(registrations.count == 1 && content.subtypes == [subtype])
    let seen = DiscoveredService(
      name: content.instanceName, texts: [TextAttributes(content.text)])
    #expect(AdvertReading([seen], of: long, profile: profile).peers.map(\.advert) == [advert])
  }
}
