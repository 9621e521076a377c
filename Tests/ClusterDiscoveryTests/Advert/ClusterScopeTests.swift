import ClusterDiscovery
import Testing

@Suite("The scope of a cluster")
struct ClusterScopeTests {
  private static let spellings = [
    ("sugar", "dev"), (" Sugar ", "DEV"), ("SUGAR", "env=dev"), ("sugar", " env=env= Dev"),
  ]

  @Test(
    "2026-05-18-sugarkube-dhcp-ip-reassignment: spellings of one scope are equal",
    arguments: spellings)
  func normalisation(cluster: String, environment: String) throws {
    let scope = try ClusterScope(cluster: cluster, environment: environment)
    #expect(scope == (try ClusterScope(cluster: "sugar", environment: "dev")))
    #expect(scope.cluster == "sugar" && scope.environment == "dev")
    #expect("\(scope)" == "sugar/dev")
  }

  @Test("other scopes differ")
  func difference() throws {
    let scope = try ClusterScope(cluster: "sugar", environment: "dev")
    #expect(scope != (try ClusterScope(cluster: "sugar", environment: "prod")))
    #expect(scope != (try ClusterScope(cluster: "salt", environment: "dev")))
  }

  private static let noted: [(String, [ClusterScopeNote])] = [
    ("staging", []), ("int", [.oldName]), ("env=staging", [.prefixDropped]),
    ("ENV=Int", [.prefixDropped, .oldName]),
  ]

  @Test("int is staging, and what was changed is noted", arguments: noted)
  func notes(environment: String, notes: [ClusterScopeNote]) throws {
    let scope = try ClusterScope(cluster: "sugar", environment: environment)
    #expect(scope == (try ClusterScope(cluster: "sugar", environment: "staging")))
    #expect(scope.notes == notes)
  }

  private static let refusals: [(String, String, ClusterScopeError)] = [
    ("", "dev", ClusterScopeError(part: .cluster, reason: .empty)),
    ("  ", "dev", ClusterScopeError(part: .cluster, reason: .empty)),
    ("sugar", "env=", ClusterScopeError(part: .environment, reason: .empty)),
    ("su\u{1B}gar", "dev", ClusterScopeError(part: .cluster, reason: .controlCharacter)),
    ("sugar", "dev\n", ClusterScopeError(part: .environment, reason: .controlCharacter)),
    ("sugar", "d\u{85}", ClusterScopeError(part: .environment, reason: .controlCharacter)),
    ("cluster=a", "dev", ClusterScopeError(part: .cluster, reason: .characterNotAllowed("="))),
    ("a.b", "dev", ClusterScopeError(part: .cluster, reason: .characterNotAllowed("."))),
    ("a b", "dev", ClusterScopeError(part: .cluster, reason: .characterNotAllowed(" "))),
    ("a/b", "dev", ClusterScopeError(part: .cluster, reason: .characterNotAllowed("/"))),
    ("zücker", "dev", ClusterScopeError(part: .cluster, reason: .characterNotAllowed("ü"))),
    ("sugar", "-dev", ClusterScopeError(part: .environment, reason: .edgeNotLetterOrDigit)),
    ("sugar_", "dev", ClusterScopeError(part: .cluster, reason: .edgeNotLetterOrDigit)),
    (
      String(repeating: "a", count: 50), "staging2",
      ClusterScopeError(part: .whole, reason: .tooLong(octets: 58))
    ),
  ]

  @Test("what no service type and no label can hold is refused by name", arguments: refusals)
  func refusal(cluster: String, environment: String, error: ClusterScopeError) {
    #expect(throws: error) { try ClusterScope(cluster: cluster, environment: environment) }
  }

  @Test("an error says what is wrong and what is allowed, safe to print")
  func errorText() {
    let error = ClusterScopeError(part: .cluster, reason: .characterNotAllowed("\u{202E}"))
    #expect(
      "\(error)"
        == #"the name of the cluster has "\226\128\174"; ASCII letters, digits, - and _ are allowed"#
    )
  }
}
