import ClusterDiscovery
import Testing

@Suite("The scope of a cluster")
struct ClusterScopeTests {
  private static let spellings = [
    ("sugar", "dev"), (" Sugar ", "DEV"), ("SUGAR", "env=dev"), ("sugar", " env=env=Dev"),
  ]

  @Test("spellings of one scope are equal", arguments: spellings)
  func normalisation(cluster: String, environment: String) throws {
    let scope = try ClusterScope(cluster: cluster, environment: environment)
    #expect(scope == (try ClusterScope(cluster: "sugar", environment: "dev")))
    #expect(scope.cluster == "sugar" && scope.environment == "dev")
  }

  @Test("other scopes differ")
  func difference() throws {
    let scope = try ClusterScope(cluster: "sugar", environment: "dev")
    #expect(scope != (try ClusterScope(cluster: "sugar", environment: "prod")))
    #expect(scope != (try ClusterScope(cluster: "salt", environment: "dev")))
  }

  private static let refusals: [(String, String, ClusterScopeError)] = [
    ("", "dev", ClusterScopeError(part: .cluster, reason: .empty)),
    ("  ", "dev", ClusterScopeError(part: .cluster, reason: .empty)),
    ("sugar", "env=", ClusterScopeError(part: .environment, reason: .empty)),
    ("su\u{1B}gar", "dev", ClusterScopeError(part: .cluster, reason: .controlCharacter)),
    ("sugar", "dev\n", ClusterScopeError(part: .environment, reason: .controlCharacter)),
    ("sugar", "d\u{85}", ClusterScopeError(part: .environment, reason: .controlCharacter)),
  ]

  @Test("an empty part and a control character are refused by name", arguments: refusals)
  func refusal(cluster: String, environment: String, error: ClusterScopeError) {
    #expect(throws: error) { try ClusterScope(cluster: cluster, environment: environment) }
  }
}
