/// A message that has been checked and is kept: its octets, and where its parts stand in them.
///
/// Questions and records are made when they are asked for, so that a message of which nothing is
/// needed costs two allocations. It holds the octets of the packet and sixteen more for each question
/// and record, at most five times the packet together; all its records made at once take at most 64
/// times the packet.
public struct Message: Sendable {
  public let header: MessageHeader
  /// The message as it came; octets behind the last record have no meaning and are kept.
  public let octets: [UInt8]
  private let places: [MessagePlace]

  /// Checks a whole message.
  ///
  /// Throws the reason and place when a header, name or frame is broken, or when there are fewer
  /// questions or records than the header says. A record whose frame is sound but whose data is
  /// not is kept as ``RecordData/malformed(_:_:)``.
  public init(decoding octets: [UInt8]) throws(WireError) {
    let message = octets.span
    header = try MessageHeader(reading: message)
    places = try message.checkParts(of: header)
    self.octets = octets
  }

  /// The questions, each made when it is asked for.
  public var questions: QuestionSection {
    QuestionSection(octets: octets, places: places[..<Int(header.questionCount)])
  }

  /// The records of the answer section.
  public var answers: RecordSection { records(of: .answer) }

  /// The records of the authority section.
  public var authorities: RecordSection { records(of: .authority) }

  /// The records of the additional section.
  public var additionals: RecordSection { records(of: .additional) }

  /// The records of all sections, in their order.
  public var records: RecordSection {
    RecordSection(octets: octets, places: places[Int(header.questionCount)...])
  }

  private func records(of section: MessageSection) -> RecordSection {
    let start = MessageSection.allCases.filter { $0 < section }.reduce(0) {
      $0 + header.count(of: $1)
    }
    return RecordSection(
      octets: octets, places: places[start..<(start + header.count(of: section))])
  }
}

/// Messages are equal when they have the same header, questions and records, however compressed.
extension Message: Equatable {
  public static func == (left: Message, right: Message) -> Bool {
    left.header == right.header && left.questions.elementsEqual(right.questions)
      && left.records.elementsEqual(right.records)
  }
}
