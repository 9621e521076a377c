/// A walk over the parts of a message that makes nothing and keeps nothing.
///
/// It reads the octets it is lent, in order and once, and so serves filters and floods: it tells
/// sections, types, times to live and where things stand, and compares names in place. Names are
/// stepped over, and checked only where ``Part/isNamed(_:in:)`` follows them; use ``Message`` for what
/// is kept.
public struct MessageWalk: Sendable {
  public let header: MessageHeader
  private var offset = UInt16(WireLimits.headerLength)
  private var section = MessageSection.question
  private var left: UInt16

  /// Begins at the header of a message.
  ///
  /// Throws `headerTruncated` under twelve octets and `messageTooLong` above 65,535.
  public init(_ message: Span<UInt8>) throws(WireError) {
    header = try MessageHeader(reading: message)
    left = header.questionCount
  }

  /// A question or record in its place.
  public struct Part: Hashable, Sendable {
    public let section: MessageSection
    public let type: RecordType
    /// The class field with its top bit, which means one thing in a question, another in a record.
    fileprivate let classField: UInt16
    /// In seconds, as on the wire; zero for a question.
    public let timeToLive: UInt32
    fileprivate let name: UInt16
    fileprivate let dataStart: UInt16
    fileprivate let dataLength: UInt16
  }

  /// The next question or record; nil behind the last.
  ///
  /// Throws when the frame is broken; `message` must be the one that the walk began with.
  public mutating func next(in message: Span<UInt8>) throws(WireError) -> Part? {
    while left == 0 {
      guard let following = MessageSection(rawValue: section.rawValue + 1) else { return nil }
      section = following
      left = UInt16(truncatingIfNeeded: header.count(of: section))
    }
    left -= 1
    return try section == .question ? question(in: message) : record(in: message)
  }

  @inline(__always)
  private mutating func question(in message: Span<UInt8>) throws(WireError) -> Part {
    let name = offset
    let fixed = try message.endOfName(at: Int(name))
    guard fixed <= message.count - 4 else { throw WireError(.questionTruncated, at: fixed) }
    offset = UInt16(truncatingIfNeeded: fixed + 4)
    return Part(
      section: section, type: RecordType(rawValue: message.uint16(at: fixed)),
      classField: message.uint16(at: fixed + 2), timeToLive: 0, name: name, dataStart: offset,
      dataLength: 0)
  }

  @inline(__always)
  private mutating func record(in message: Span<UInt8>) throws(WireError) -> Part {
    let name = offset
    let fixed = try message.endOfName(at: Int(name))
    guard fixed >= 0, fixed <= message.count - 10 else {
      throw WireError(.recordTruncated, at: fixed)
    }
    let length = message.uint16(at: fixed + 8)
    let end = fixed + 10 + Int(length)
    guard end <= message.count else { throw WireError(.dataTruncated, at: fixed + 8) }
    offset = UInt16(truncatingIfNeeded: end)
    return Part(
      section: section, type: RecordType(rawValue: message.uint16(at: fixed)),
      classField: message.uint16(at: fixed + 2), timeToLive: message.uint32(at: fixed + 4),
      name: name, dataStart: UInt16(truncatingIfNeeded: fixed + 10), dataLength: length)
  }
}

extension MessageWalk.Part {
  /// The class without the top bit of its field; of an OPT record it has no meaning.
  public var recordClass: RecordClass { RecordClass(rawValue: classField & 0x7FFF) }

  /// The top bit of the class field of a question (RFC 6762 §5.4).
  public var prefersUnicastResponse: Bool {
    section == .question && classField & 0x8000 != 0
  }

  /// The top bit of the class field of a record (RFC 6762 §10.2).
  public var isCacheFlush: Bool {
    section != .question && type != .opt && classField & 0x8000 != 0
  }

  /// Where the name begins, in octets from the start of the message.
  public var nameOffset: Int { Int(name) }

  /// Where the data stands; empty for a question.
  public var data: Range<Int> {
    Int(dataStart)..<(Int(dataStart) + Int(dataLength))
  }
}

extension MessageWalk.Part {
  /// Whether the part has this name, compared in place, case aside.
  ///
  /// Throws when the name in the message is broken.
  public func isNamed(_ name: DNSName, in message: Span<UInt8>) throws(WireError) -> Bool {
    var end = nameOffset
    var names = NameChecker()
    let first = try names.check(message, at: &end)
    return message.nameEquals(name, at: first)
  }
}

extension Span<UInt8> {
  /// Compares a name that has been checked with one spelled out.
  fileprivate func nameEquals(_ name: DNSName, at offset: Int) -> Bool {
    let wanted = name.wireForm.span
    var position = offset
    var index = 0
    while true {
      while self[position] >= 0xC0 {
        position = Int(self[position] & 0x3F) << 8 | Int(self[position + 1])
      }
      let length = Int(self[position])
      guard index + length < wanted.count else { return false }
      for step in 0...length where self[position + step].folded != wanted[index + step].folded {
        return false
      }
      if length == 0 { return index + 1 == wanted.count }
      position += length + 1
      index += length + 1
    }
  }
}
