import Testing

@testable import mdns_probe

@Suite("Arguments")
struct ArgumentTests {
  private static let flag = OptionDescription(name: "json", help: "A switch.")
  private static let value = OptionDescription(name: "timeout", value: "SECONDS", help: "A value.")
  private static let list = OptionDescription(
    name: "interface", value: "NAME", isRepeatable: true, help: "Values.")
  private static let command = CommandDescription(
    name: "try", overview: "Tries.",
    operands: OperandDescription(usage: "<a> [<b>]", placeholders: [("a", "First.")], count: 1...2),
    options: [flag, value, list], exitCodes: [])

  @Test(
    "values stand behind the option or behind =, options and operands mix",
    arguments: [
      ["--timeout", "2.5", "--interface", "lo", "--interface=eth0", "--json", "name"],
      ["name", "--interface=lo", "--json", "--interface", "eth0", "--timeout=2.5"],
      ["--json", "--json", "--interface=lo", "--interface=eth0", "--timeout=2.5", "--", "name"],
    ])
  func accepted(words: [String]) throws {
    let arguments = try ParsedArguments(words, of: Self.command)
    #expect(arguments.has(Self.flag))
    #expect(try arguments.duration(of: Self.value) == .milliseconds(2_500))
    #expect(arguments.texts(of: Self.list) == ["lo", "eth0"])
    #expect(arguments.operands == ["name"])
  }

  @Test("after -- and for - everything is an operand, and a value may begin with dashes behind =")
  func operands() throws {
    let arguments = try ParsedArguments(["--interface=--x", "-", "--", "--json"], of: Self.command)
    #expect(arguments.operands == ["-", "--json"])
    #expect(arguments.texts(of: Self.list) == ["--x"])
    #expect(!arguments.has(Self.flag))
  }

  @Test(
    "every mistake is named",
    arguments: [
      (["--jsn", "a"], UsageError.optionUnknown("--jsn", nearest: "--json")),
      (["--zzzzzzzz=1", "a"], .optionUnknown("--zzzzzzzz", nearest: nil)),
      (["-x", "a"], .optionUnknown("-x", nearest: nil)),
      (["--json=yes", "a"], .valueUnexpected(flag)),
      (["a", "--timeout"], .valueMissing(value)),
      (["a", "--timeout", "--json"], .valueMissing(value)),
      (["--timeout=1", "--timeout=2", "a"], .optionRepeated(value)),
      ([], .operandMissing("<a> [<b>]")),
      (["a", "b", "c"], .operandUnexpected("c")),
    ])
  func refused(words: [String], error: UsageError) {
    #expect(throws: error) { try ParsedArguments(words, of: Self.command) }
  }

  @Test(
    "seconds have digits and at most one point, above 0 and up to a year",
    arguments: [
      ("1", Duration.seconds(1)), ("0.25", .milliseconds(250)), (".5", .milliseconds(500)),
      ("3.", .seconds(3)), ("0.0000000019", .nanoseconds(1)), ("31622400", .seconds(31_622_400)),
      ("0", nil), ("0.0", nil), ("-1", nil), ("+1", nil), ("1e3", nil), ("", nil), (".", nil),
      ("1.2.3", nil), ("nan", nil), ("31622401", nil), ("99999999999999999999", nil), ("١", nil),
      ("31622400.5", nil),
    ] as [(String, Duration?)])
  func seconds(text: String, expected: Duration?) {
    #expect(Duration(seconds: text) == expected)
  }

  @Test(
    "wrong arguments end with 2, a message and the usage on the error stream, and no result",
    arguments: [
      [], ["decod"], ["--jsn"], ["decode"], ["decode", "--port", "0", "x"],
      ["decode", "--hex", "abc"], ["query"], ["query", "a..b"], ["query", "a", "NOTYPE"],
      ["query", "a", "A", "b"], ["query", "a", "--ipv4", "--ipv6"], ["query", "a", "--count=0"],
      ["listen", "x"], ["listen", "--duration", "x"], ["demo", "x"],
    ])
  func usage(words: [String]) throws {
    let run = Rehearsal(words)
    #expect(run.status == .usage)
    #expect(run.results.octets.isEmpty)
    #expect(run.diagnostics.lines.count >= 2)
    #expect(run.diagnostics.lines.first?.hasPrefix("mdns-probe: ") == true)
    #expect(run.diagnostics.text.contains("USAGE: mdns-probe"))
  }

  @Test("each command has help with all its options, and the program lists each command")
  func help() {
    let program = Rehearsal("--help")
    #expect(program.status == .success)
    for command in Probe.commands {
      #expect(program.results.text.contains("  \(command.description.name)"))
      let run = Rehearsal(command.description.name, "--help")
      #expect(run.status == .success && run.diagnostics.octets.isEmpty)
      for heading in ["OVERVIEW: ", "USAGE: ", "OPTIONS:", "EXIT CODES:"] {
        #expect(run.results.text.contains(heading))
      }
      for option in command.description.options {
        #expect(run.results.text.contains("\n  \(option.usage)"))
      }
      #expect(run.results.lines.allSatisfy { $0.count <= 80 })
    }
    #expect(Rehearsal("--version").results.text == "mdns-probe \(Version.current)\n")
  }
}
