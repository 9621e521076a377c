import ClusterDiscovery
import Testing

@Suite("The token of a server")
struct TokenLookupTests {
  private static let hash = String(repeating: "0aF9", count: 16)
  private static let full = "K10\(hash)::server:pass:word"

  @Test("a token never shows itself")
  func printing() throws {
    let token = try ServerToken(" \(Self.full)\r\n")
    #expect("\(token)" == "<redacted>" && String(reflecting: token) == "<redacted>")
    #expect(Mirror(reflecting: token).children.isEmpty)
    #expect(token.form == .full && token.revealed() == Self.full)
    #expect(try ServerToken("plain").form == .plain)
    #expect(try ServerToken("K10\(Self.hash)::abcdef.0123456789abcdef").form == .full)
  }

  private static let malformed: [(String, ServerTokenError)] = [
    ("", .empty), (" \r\n", .empty), ("two words", .foreignCharacter),
    ("gr\u{FC}n", .foreignCharacter),
    ("a\u{1B}b", .foreignCharacter), (String(repeating: "a", count: 1025), .tooLong),
    ("K10abc::server:pw", .hashLength(3)), ("K10\(hash)0::server:pw", .hashLength(65)),
    ("K10\(hash):server:pw", .separatorMissing), ("K10\(hash)::server", .userMissing),
    ("K10\(hash):::pw", .userMissing), ("K10\(hash)::server:", .passwordMissing),
  ]

  @Test("a malformed token is refused with what is wrong, without itself", arguments: malformed)
  func form(text: String, error: ServerTokenError) {
    #expect(throws: error) { try ServerToken(text) }
    #expect(text.isEmpty || text.contains(" ") || !error.description.contains(text))
  }

  private static let node = TokenPolicy.usualNodePath
  private static let boot = TokenPolicy.usualBootPath

  /// Options, variables, files, and the source of the token.
  private static let precedence: [([String: String], [String: String], [String: String], String?)] =
    [
      (["token-file": "/t"], ["SUGARKUBE_TOKEN_DEV": "a"], ["/t": "b"], "/t"),
      ([:], ["SUGARKUBE_TOKEN_DEV": "a", "SUGARKUBE_TOKEN": "b"], [:], "SUGARKUBE_TOKEN_DEV"),
      ([:], ["SUGARKUBE_TOKEN_PROD": "a", "SUGARKUBE_TOKEN": "b"], [:], "SUGARKUBE_TOKEN"),
      ([:], ["SUGARKUBE_TOKEN_DEV": " ", "K3S_TOKEN": "b"], [:], "K3S_TOKEN"),
      (["env": "prod"], ["SUGARKUBE_TOKEN_PROD": "a"], [:], "SUGARKUBE_TOKEN_PROD"),
      (["env": "my-lab"], ["SUGARKUBE_TOKEN_MY_LAB": "a"], [:], "SUGARKUBE_TOKEN_MY_LAB"),
      (
        ["env": "staging"], ["SUGARKUBE_TOKEN_STAGING": "a", "SUGARKUBE_TOKEN_INT": "b"], [:],
        "SUGARKUBE_TOKEN_STAGING"
      ),
      (["env": "staging"], ["SUGARKUBE_TOKEN_INT": "b"], [:], "SUGARKUBE_TOKEN_INT"),
      ([:], [:], [node: "stale"], nil),
      ([:], ["SUGARKUBE_TOKEN_PROD": "x"], [node: "# made by k3s\n\n t \nother", boot: "u"], node),
      (["intent": "join"], [:], [node: "t"], node),
      (["intent": "bootstrap"], ["SUGARKUBE_TOKEN_DEV": ""], [node: "t"], nil),
      (["node-token-path": "/n"], [:], ["/n": "t", boot: "NODE_TOKEN=u"], "/n"),
      (["boot-token-path": "/b"], [:], ["/b": "#NODE_TOKEN=x\nA=1\nNODE_TOKEN=\"u\"\r\n"], "/b"),
      (["boot-token-path": "/b"], [:], ["/b": "u"], nil),
      ([:], ["SUGARKUBE_TOKEN_DEV": ""], [boot: "NODE_TOKEN='u'"], boot),
    ]

  @Test(
    "2025-11-17-token-resolution-auto-discovery, 2025-10-31-k3s-discover-token-resolution: the order",
    arguments: precedence)
  func order(
    options: [String: String], environment: [String: String], files: [String: String],
    source: String?
  ) throws {
    let settings = try ClusterSettings.resolve(options: options, environment: environment).settings
    let policy = TokenPolicy(settings)
    // Only what the policy asks for is read.
    let asked = policy.paths(in: environment)
    let read = files.filter { asked.contains($0.key) }.mapValues { TokenFile.contents($0) }
    let lookup = TokenLookup(environment: environment, files: read, policy: policy)
    switch lookup.outcome {
    case .found(let found, let token):
      #expect(found.description == source)
      #expect(["a", "b", "t", "u"].contains(token.revealed()))
    case .none: #expect(source == nil)
    case .unusable: Issue.record("\(lookup.outcome)")
    }
    let isOld = source == "SUGARKUBE_TOKEN_INT"
    #expect(lookup.warnings.count == (isOld ? 1 : 0))
  }

  @Test("what stands in the first place and is no token ends the search")
  func unusable() throws {
    let settings = try ClusterSettings.resolve(
      options: ["token-file": "/t"], environment: [:]
    ).settings
    let environment = ["SUGARKUBE_TOKEN_DEV": "fine"]
    let cases: [(TokenFile, TokenSourceError)] = [
      (.absent, .missing), (.contents("# nothing\n"), .missing),
      (.unreadable("permission denied"), .unreadable("permission denied")),
      (.contents("K10short::a:b"), .malformed(.hashLength(0))),
      (.contents(String(repeating: "\n", count: 65_537)), .tooLarge),
    ]
    for (file, error) in cases {
      let lookup = TokenLookup(
        environment: environment, files: ["/t": file], policy: TokenPolicy(settings))
      #expect(lookup.outcome == .unusable(source: .file("/t"), error: error))
    }
  }

  /// Options, files, and whether a node without a token may bootstrap.
  private static let bootstraps: [([String: String], [String: String], Bool)] = [
    ([:], [:], true),
    ([:], ["/var/lib/rancher/k3s/server/token": "x"], true),
    (["servers": "3"], [:], true),
    (["servers": "3"], ["/var/lib/rancher/k3s/server/token": "x"], false),
    (["servers": "3", "server-token-path": "/s"], ["/s": "x"], false),
    (["servers": "3", "boot-token-path": "/b"], ["/b": "NODE_TOKEN=\n"], false),
    (["servers": "3", "boot-token-path": "/b"], ["/b": "OTHER=1\n"], true),
    (["intent": "join"], [:], false),
  ]

  @Test(
    "2025-10-21-just-up-token-bootstrap-gap: the first node needs no token", arguments: bootstraps)
  func bootstrap(options: [String: String], files: [String: String], isAllowed: Bool) throws {
    let settings = try ClusterSettings.resolve(options: options, environment: [:]).settings
    let lookup = TokenLookup(
      environment: [:], files: files.mapValues { .contents($0) }, policy: TokenPolicy(settings))
    guard case .none(let missing) = lookup.outcome else {
      Issue.record("\(lookup.outcome)")
      return
    }
    #expect(missing.allowsBootstrap == isAllowed)
    #expect(missing.looked.first == .environment("SUGARKUBE_TOKEN_DEV"))
  }
}
