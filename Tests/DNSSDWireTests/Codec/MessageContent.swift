import DNSSDWire

/// What a message says, apart from its header.
struct MessageContent: Sendable {
  var questions: [Question]
  /// Answers, authorities and additionals.
  var sections: [[ResourceRecord]]

  static let recordSections: [MessageSection] = [.answer, .authority, .additional]

  func written(
    limit: Int = WireLimits.messageLength, rule: CompressionRule = .multicast
  ) throws(EncodingError) -> [UInt8] {
    var writer = MessageWriter(limit: limit, rule: rule)
    for question in questions { try writer.append(question) }
    for (section, records) in zip(Self.recordSections, sections) {
      for record in records { try writer.append(record, to: section) }
    }
    return writer.finish(flags: .response)
  }
}

extension Message {
  /// All that can be written again.
  var content: MessageContent {
    let sections = [answers, authorities, additionals].map { section in
      section.filter { record in
        if case .malformed = record.data { return false }
        return true
      }
    }
    return MessageContent(questions: Array(questions), sections: sections)
  }
}

extension ResourceRecord {
  /// Whether both say the same, where a name within data kept as octets may have taken the
  /// spelling of a name that a pointer leads to.
  func says(_ other: ResourceRecord) -> Bool {
    guard case .unknown(let type, let octets) = data, type.rawValue < 65_280,
      case .unknown(type, let others) = other.data
    else { return self == other }
    let (folded, othersFolded) = (octets.map(\.lowercased), others.map(\.lowercased))
    return name == other.name && recordClass == other.recordClass
      && isCacheFlush == other.isCacheFlush && timeToLive == other.timeToLive
      && folded == othersFolded
  }
}

extension UInt8 {
  /// The octet of the small letter for that of a capital one.
  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
}

extension MessageContent {
  /// Whether both have the same questions and records in the same places.
  func says(_ other: MessageContent) -> Bool {
    questions == other.questions
      && zip(sections, other.sections).allSatisfy { left, right in
        left.count == right.count && zip(left, right).allSatisfy { $0.says($1) }
      }
  }
}
