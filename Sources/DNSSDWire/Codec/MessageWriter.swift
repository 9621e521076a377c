/// Writes one message at a time into a buffer of its own.
///
/// Each append writes a whole question or record or nothing, so that what did not fit can be tried
/// in another message.
public struct MessageWriter: Sendable {
  private let rule: CompressionRule
  private var octets: [UInt8]
  private var position = WireLimits.headerLength
  private var names = NameCompression()
  private var section = MessageSection.question
  private var counts = InlineArray<4, UInt16>(repeating: 0)

  /// A writer of messages of at most `limit` octets, which is taken as 12 to 65,535.
  public init(limit: Int, rule: CompressionRule = .multicast) {
    let limit = min(max(limit, WireLimits.headerLength), WireLimits.messageLength)
    octets = [UInt8](repeating: 0, count: limit)
    self.rule = rule
  }

  /// The octets written so far, with the header.
  public var count: Int { position }

  /// The questions or records written so far to a section.
  public func count(of section: MessageSection) -> Int {
    Int(counts[Int(section.rawValue)])
  }

  /// Writes a question, before any record.
  ///
  /// Throws ``EncodingError``, and then nothing has changed.
  public mutating func append(_ question: borrowing Question) throws(EncodingError) {
    let start = try begin(.question)
    do throws(EncodingError) {
      try question.write(to: &octets, at: &position, names: &names)
    } catch {
      undo(to: start)
      throw error
    }
    counts[0] += 1
  }

  /// Writes a record, in the section of the last one or a later section.
  ///
  /// Throws ``EncodingError``, and then nothing has changed.
  public mutating func append(
    _ record: borrowing ResourceRecord, to section: MessageSection
  ) throws(EncodingError) {
    let start = try begin(section)
    do throws(EncodingError) {
      try record.write(to: &octets, at: &position, names: &names, rule: rule)
    } catch {
      undo(to: start)
      throw error
    }
    self.section = section
    counts[Int(section.rawValue)] += 1
  }

  /// The message, with its header; the writer is empty again.
  public mutating func finish(flags: MessageFlags, id: UInt16 = 0) -> [UInt8] {
    let header = [id, flags.rawValue, counts[0], counts[1], counts[2], counts[3]]
    for (index, word) in header.enumerated() {
      octets[2 * index] = UInt8(truncatingIfNeeded: word >> 8)
      octets[2 * index + 1] = UInt8(truncatingIfNeeded: word)
    }
    let message = Array(octets[..<position])
    clear()
    return message
  }

  /// Forgets what was written.
  public mutating func clear() {
    position = WireLimits.headerLength
    names.forget(downTo: 0)
    section = .question
    counts = InlineArray(repeating: 0)
  }

  /// What an append that fails returns to.
  private struct Mark {
    let position: Int
    let labelCount: Int
  }

  @inline(__always)
  private func begin(_ section: MessageSection) throws(EncodingError) -> Mark {
    guard section >= self.section else { throw .sectionClosed }
    return Mark(position: position, labelCount: names.count)
  }

  private mutating func undo(to mark: Mark) {
    position = mark.position
    names.forget(downTo: mark.labelCount)
  }
}

/// Why something was not written.
public enum EncodingError: Error, Hashable, Sendable {
  /// It does not fit in what is left of the message.
  case messageFull
  /// The data came from the network and broke the rules of its type.
  case dataMalformed
  /// Something was written to a later section already.
  case sectionClosed
}
