internal import DNSSDWire

/// `decode`: messages of files, captures and hexadecimal text, in readable form or as JSON.
struct DecodeCommand: Command {
  private static let hex = OptionDescription(
    name: "hex", help: "Each argument is a message in hexadecimal; spaces and colons may be in it.")
  private static let json = OptionDescription(
    name: "json", help: "One JSON object a message, each on one line.")
  private static let port = OptionDescription(
    name: "port", value: "N|any",
    help: "The UDP port, at either end, of the datagrams to take from captures (default 5353).")

  static let description = CommandDescription(
    name: "decode", overview: "Decodes DNS messages from files, captures and hexadecimal text.",
    discussion: [
      """
      A file is a capture (pcap or pcapng: Ethernet, Linux cooked, raw IP, VLAN tags and IP \
      fragments), or else one message as it stands in a datagram. Of a directory all files are \
      read, sorted by name, and not those of directories in it.
      """,
      """
      With --json a file with a message always gives exactly one line, in the order given: the \
      message, or {"error":{"reason","offset"}}. Messages of captures have their frame number, \
      time, source and destination behind the other members.
      """,
    ],
    operands: OperandDescription(
      usage: "<file>...",
      placeholders: [("file", "A file, a directory, or - for the standard input.")],
      count: 1...Int.max),
    options: [hex, json, port],
    exitCodes: [
      (0, "Everything was read; messages inside a capture may still be broken."),
      (1, "A file could not be read, or is neither a capture nor a message."),
    ])

  private let operands: [Operand]
  private let isJSON: Bool
  private let ports: PortFilter

  init(_ arguments: ParsedArguments) throws(UsageError) {
    isJSON = arguments.has(Self.json)
    ports = try PortFilter(arguments, Self.port)
    guard arguments.has(Self.hex) else {
      operands = arguments.operands.map { $0 == "-" ? .standardInput : .path($0) }
      return
    }
    var operands: [Operand] = []
    for text in arguments.operands {
      let digits = text.filter { $0 != ":" && !$0.isWhitespace }
      guard let octets = [UInt8](hexadecimal: digits) else {
        throw .operandInvalid(text, expected: "a message in hexadecimal")
      }
      operands.append(.octets(octets))
    }
    self.operands = operands
  }

  func run(on console: Console) throws(CommandFailure) -> ExitStatus {
    let inputs = operands.flatMap(\.inputs)
    var decoding = Decoding(
      ports: ports,
      report: isJSON ? JSONReport(console) : TextReport(console, isNamingFiles: inputs.count > 1))
    for input in inputs { try decoding.take(input) }
    return decoding.hasFailed ? .failure : .success
  }
}
