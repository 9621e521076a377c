import ClusterDiscovery
import DNSSD
import Testing

@testable import mdns_probe

@Suite("Arguments of the sub-commands of cluster")
struct ClusterArgumentTests {
  private static let settings = CommandDescription(
    name: "try", overview: "Tries.", options: ClusterOptions.descriptions, exitCodes: [])

  private static func resolve(
    _ words: [String], _ environment: [String: String] = [:]
  ) throws -> ClusterOptions.Resolution {
    try ClusterOptions.resolve(
      ParsedArguments(words, of: settings), environment: environment)
  }

  @Test("each setting is an option, which goes before its variable")
  func sources() throws {
    let resolution = try Self.resolve(
      ["--env", "prod", "--servers=3"], ["SUGARKUBE_ENV": "dev", "SUGARKUBE_CLUSTER": "honey"])
    #expect(resolution.settings.scope.description == "honey/prod")
    #expect(resolution.settings.servers == 3)
    #expect(resolution.effective.first { $0.name == "env" }?.source == .option("env"))
    #expect(!resolution.warnings.isEmpty)
  }

  @Test("a value of another form is an error that names where it came from")
  func malformed() throws {
    let words = try ParsedArguments(["--port", "0"], of: Self.settings)
    do throws(UsageError) {
      _ = try ClusterOptions.resolve(words, environment: ["SUGARKUBE_SERVERS": "x"])
      Issue.record("it was taken")
    } catch {
      #expect("\(error)".contains("--port is \"0\", expected a port"))
      #expect("\(error)".contains("SUGARKUBE_SERVERS is \"x\""))
    }
  }

  @Test("explain shows value and source of each setting, and no secret")
  func explain() throws {
    let arguments = try ParsedArguments(["--json"], of: ClusterExplainCommand.description)
    let command = try ClusterExplainCommand(
      arguments,
      environment: ["SUGARKUBE_TOKEN_DEV": "geheim-12345", "SUGARKUBE_SERVERS": "3"])
    let results = Recording()
    let console = Console(results: results, diagnostics: Recording())
    #expect(try command.run(on: console) == .success)
    try console.flush()
    let lines = results.lines
    #expect(lines.count == Setting.all.count + 1)
    #expect(
      lines.contains(
        #"{"setting":"servers","value":"3","source":"SUGARKUBE_SERVERS","note":null}"#))
    #expect(lines.allSatisfy { !$0.contains("geheim") })
  }

  @Test(
    "servers are hosts, addresses and URLs, with a port or without",
    arguments: [
      ("pi", "https://pi:6443"), ("pi.local:7000", "https://pi.local:7000"),
      ("192.0.2.1", "https://192.0.2.1:6443"), ("[fd00::1]:1", "https://[fd00::1]:1"),
      ("fd00::1", "https://[fd00::1]:6443"), ("https://192.0.2.1", "https://192.0.2.1:443"),
    ])
  func place(text: String, expected: String) throws {
    #expect("\(try ServerPlace(text, port: 6443).url)" == expected)
  }

  @Test("a name of another domain is not looked up, and is refused")
  func domains() throws {
    let local = try ServerPlace("pi", port: 6443).lookupName()
    #expect(local?.description == "pi.local.")
    #expect(throws: UsageError.self) {
      try ServerPlace("pi.example.org", port: 6443).lookupName()
    }
  }

  private static func plan(
    _ words: [String]
  ) throws -> (mdns_probe.ExitStatus, Recording, Recording) {
    let arguments = try ParsedArguments(words, of: ClusterPlanCommand.description)
    let command = try ClusterPlanCommand(
      arguments, environment: ["SUGARKUBE_TOKEN_DEV": "geheim-12345"])
    let (results, diagnostics) = (Recording(), Recording())
    let console = Console(results: results, diagnostics: diagnostics)
    let status = try command.run(on: console)
    try console.flush()
    return (status, results, diagnostics)
  }

  @Test("a plan for a bootstrap asks no network, and shows the token only when asked")
  func bootstrap() throws {
    let words = ["--role", "bootstrap", "--servers", "3", "--host", "pi0", "--interface", "lo"]
    let (status, results, _) = try Self.plan(words)
    #expect(status == .success)
    #expect(
      results.lines.prefix(2) == ["ENV CLUSTER_ACTION=bootstrap", "ENV CLUSTER_ROLE=server"])
    #expect(results.lines.contains("ENV CLUSTER_TOKEN_SOURCE=SUGARKUBE_TOKEN_DEV"))
    #expect(results.lines.contains("ARG --cluster-init"))
    #expect(!results.text.contains("geheim"))
    let revealed = try Self.plan(words + ["--reveal-token"]).1
    #expect(revealed.lines.contains("ENV K3S_TOKEN=geheim-12345"))
  }

  @Test(
    "what makes no sense for a plan is refused",
    arguments: [
      ["--role", "boss"], ["--format", "xml"], ["--role", "bootstrap", "--server", "pi"],
      ["--server", "https://"], ["--server", "pi.example.org"],
    ])
  func refused(words: [String]) throws {
    let arguments = try ParsedArguments(words, of: ClusterPlanCommand.description)
    #expect(throws: UsageError.self) { try ClusterPlanCommand(arguments, environment: [:]) }
  }

  @Test("with --redact all output hides addresses")
  func redaction() throws {
    let (results, diagnostics) = (Recording(), Recording())
    let console = Console(results: results, diagnostics: diagnostics)
    console.begin(try Self.resolve(["--redact", "full", "--redact-salt", "x"]))
    try console.result("at 192.0.2.1")
    try console.result(Array("at 192.0.2.1".utf8))
    try console.flush()
    console.note("not 192.0.2.1")
    #expect(results.lines.count == 2 && results.lines[0] == results.lines[1])
    #expect(!results.text.contains("192.0.2.1") && !diagnostics.text.contains("192.0.2.1"))
  }
}
