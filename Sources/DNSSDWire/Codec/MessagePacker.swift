/// Spreads questions and records over as many messages as the link needs.
///
/// The only place that knows how large a message may be and when more known answers follow.
public struct MessagePacker: Sendable {
  /// The largest message that crosses the link in one piece, in octets (RFC 6762 §17).
  public let payloadLimit: Int
  /// The largest message that a single record may make, in octets (RFC 6762 §17).
  public let payloadCeiling: Int
  private let rule: CompressionRule

  /// A packer for a link whose packets hold at most `mtu` octets with IP and UDP headers.
  ///
  /// An MTU below 576 counts as 576, the least that every IPv4 host must take (RFC 791 §3.1).
  public init(mtu: Int, family: AddressFamily, rule: CompressionRule = .multicast) {
    let headers = WireLimits.udpHeaderLength + family.headerLength
    payloadCeiling = WireLimits.datagramLength - headers
    payloadLimit = min(max(mtu, WireLimits.leastMTU) - headers, payloadCeiling)
    self.rule = rule
  }

  /// Packs a query: questions first, then known answers, which go on in further messages without
  /// questions; all messages but the last then have the TC bit (RFC 6762 §7.2).
  ///
  /// A known answer too long for a message of its own is left out: the worst that follows is an
  /// answer already known. Throws when a question does not fit, and then gives nothing.
  public func query(
    _ questions: [Question], knownAnswers: [ResourceRecord] = []
  ) throws(EncodingError) -> [[UInt8]] {
    var pages = Pages(writer: MessageWriter(limit: payloadLimit, rule: rule), flags: .query)
    pages.flags.isTruncated = !knownAnswers.isEmpty
    for question in questions {
      try pages.append { writer throws(EncodingError) in try writer.append(question) }
    }
    for record in knownAnswers {
      do throws(EncodingError) {
        try pages.append { writer throws(EncodingError) in try writer.append(record, to: .answer) }
      } catch {
        guard error == .messageFull else { throw error }
      }
    }
    pages.flags.isTruncated = false
    return pages.finish()
  }

  /// Packs a probe, which is always one message: questions, and the proposed records in the
  /// authority section (RFC 6762 §8.2).
  ///
  /// Throws when that is more than ``payloadCeiling`` holds.
  public func probe(
    _ questions: [Question], proposing records: [ResourceRecord]
  ) throws(EncodingError) -> [UInt8] {
    var writer = MessageWriter(limit: payloadCeiling, rule: rule)
    for question in questions { try writer.append(question) }
    for record in records { try writer.append(record, to: .authority) }
    return writer.finish(flags: .query)
  }

  /// Packs a multicast response.
  ///
  /// A record that does not fit the link goes alone in a message of up to ``payloadCeiling``
  /// (RFC 6762 §17). Additional records fill the room that is left in the last message, and are
  /// otherwise left out. Throws when a record fits nowhere, and then gives nothing.
  public func response(
    _ answers: [ResourceRecord], additionals: [ResourceRecord] = []
  ) throws(EncodingError) -> [[UInt8]] {
    var pages = Pages(writer: MessageWriter(limit: payloadLimit, rule: rule), flags: .response)
    var lone: [[UInt8]] = []
    for record in answers {
      do throws(EncodingError) {
        try pages.append { writer throws(EncodingError) in try writer.append(record, to: .answer) }
      } catch {
        guard error == .messageFull else { throw error }
        lone.append(try message(of: record))
      }
    }
    for record in additionals where !pages.isEmpty { pages.appendIfRoom(record) }
    return pages.finish() + lone
  }

  private func message(of record: ResourceRecord) throws(EncodingError) -> [UInt8] {
    var writer = MessageWriter(limit: payloadCeiling, rule: rule)
    try writer.append(record, to: .answer)
    return writer.finish(flags: .response)
  }
}

/// The messages made so far and the one in work.
private struct Pages {
  var writer: MessageWriter
  /// Of the message in work when it is finished.
  var flags: MessageFlags
  private var finished: [[UInt8]] = []

  init(writer: MessageWriter, flags: MessageFlags) {
    self.writer = writer
    self.flags = flags
  }

  /// Whether nothing is in the message in work.
  var isEmpty: Bool { writer.count == WireLimits.headerLength }

  /// Writes to the message in work or, where that is full, to a new one.
  ///
  /// Throws `messageFull` when an empty message is too small; the message in work then stands.
  mutating func append(
    _ write: (inout MessageWriter) throws(EncodingError) -> Void
  ) throws(EncodingError) {
    do throws(EncodingError) {
      try write(&writer)
    } catch {
      guard error == .messageFull || error == .sectionClosed, !isEmpty else { throw error }
      var next = writer
      next.clear()
      try write(&next)
      finished.append(writer.finish(flags: flags))
      writer = next
    }
  }

  mutating func appendIfRoom(_ record: ResourceRecord) {
    try? writer.append(record, to: .additional)
  }

  mutating func finish() -> [[UInt8]] {
    isEmpty ? finished : finished + [writer.finish(flags: flags)]
  }
}
