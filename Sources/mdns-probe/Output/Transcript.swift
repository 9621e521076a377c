internal import DNSSDWire

/// Messages as lines for people.
struct Transcript {
  let style: TextStyle

  /// The heading of a message and one line for each question and record.
  func lines(of octets: [UInt8], headed heading: MessageHeading) -> [String] {
    do throws(WireError) {
      return lines(of: try Message(decoding: octets), headed: heading)
    } catch {
      let fault = style.bad("not a message: \(error)")
      return [style.heading(heading.place) + "  \(fault)  \(heading.size(octets.count))"]
    }
  }

  func lines(of message: Message, headed heading: MessageHeading) -> [String] {
    let facts = [
      style.heading(heading.place), message.header.summary, heading.size(message.octets.count),
    ]
    return [facts.joined(separator: "  ")] + message.questions.map { line("question", "\($0)") }
      + lines("answer", message.answers) + lines("authority", message.authorities)
      + lines("additional", message.additionals)
  }

  private func lines(_ section: String, _ records: RecordSection) -> [String] {
    zip(records.indices, records).map { position, record in
      guard let fault = records.fault(at: position) else { return line(section, "\(record)") }
      return line(section, "\(record) " + style.bad("(\(fault))"))
    }
  }

  private func line(_ section: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: 12 - section.count)
    return "    " + style.faint(section) + padding + text
  }
}

/// What is known of a message beside its octets.
struct MessageHeading {
  /// When and where, as much as is known: the beginning of the line.
  let place: String
  /// The octets that the payload had where fewer were captured.
  var originalLength: Int?

  init(_ facts: [String?], originalLength: Int? = nil) {
    place = facts.compactMap(\.self).joined(separator: "  ")
    self.originalLength = originalLength
  }

  func size(_ count: Int) -> String {
    originalLength.map { "\(count) of \($0) octets captured" } ?? "\(count) octets"
  }

  static func way(from source: SocketAddress, to destination: SocketAddress) -> String {
    "\(source) -> \(destination)"
  }
}

extension MessageHeader {
  /// The kind of the message, its ID, and what is set in its flags.
  var summary: String {
    ([flags.isResponse ? "response" : "query", "id \(id)"] + flags.words).joined(separator: " ")
  }
}

extension MessageFlags {
  /// The bits that are set, by the names of RFC 1035 §4.1.1, and codes other than zero.
  var words: [String] {
    let bits = [
      (isAuthoritative, "AA"), (isTruncated, "TC"), (isRecursionDesired, "RD"),
      (isRecursionAvailable, "RA"), (isReservedBitSet, "Z"), (isAuthenticData, "AD"),
      (isCheckingDisabled, "CD"),
    ]
    return bits.filter(\.0).map(\.1)
      + (operationCode == .query ? [] : ["opcode \(operationCode.rawValue)"])
      + (responseCode == .noError ? [] : ["\(responseCode)"])
  }
}
