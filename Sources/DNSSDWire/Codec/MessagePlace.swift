/// Where a question or record stands in a checked message, and its scalar fields.
struct MessagePlace: Sendable {
  private let nameOffset: UInt16
  private let dataOffset: UInt16
  private let dataLength: UInt16
  let type: RecordType
  /// With the top bit that Multicast DNS uses otherwise.
  let classField: UInt16
  /// Whether the data keeps the rules of its type.
  let isSound: Bool
  /// Of an OPT record, a code, a version and flags.
  let timeToLive: UInt32

  /// The first label of the name.
  var name: Int { Int(nameOffset) }

  var data: Range<Int> {
    Int(dataOffset)..<(Int(dataOffset) + Int(dataLength))
  }

  /// The class field without the top bit.
  var recordClass: RecordClass { RecordClass(rawValue: classField & 0x7FFF) }

  var isTopBitOfClassSet: Bool { classField & 0x8000 != 0 }
}

extension MessagePlace {
  /// Data that stands alone, without a name.
  init(type: RecordType, dataLength: Int) {
    self.init(
      nameOffset: 0, dataOffset: 0, dataLength: UInt16(truncatingIfNeeded: dataLength), type: type,
      classField: 0, isSound: true, timeToLive: 0)
  }

  /// Checks a question and moves `offset` behind it.
  @inline(__always)
  init(
    checkingQuestionIn message: Span<UInt8>, at offset: inout Int, names: inout NameChecker
  ) throws(WireError) {
    let name = try names.check(message, at: &offset)
    guard offset + 4 <= message.count else { throw WireError(.questionTruncated, at: offset) }
    self.init(
      nameOffset: UInt16(truncatingIfNeeded: name), dataOffset: 0, dataLength: 0,
      type: RecordType(rawValue: message.uint16(at: offset)),
      classField: message.uint16(at: offset + 2), isSound: true, timeToLive: 0)
    offset += 4
  }

  /// Checks a record and moves `offset` behind it.
  @inline(__always)
  init(
    checkingRecordIn message: Span<UInt8>, at offset: inout Int, names: inout NameChecker
  ) throws(WireError) {
    let name = try names.check(message, at: &offset)
    let fixed = offset
    guard fixed + 10 <= message.count else { throw WireError(.recordTruncated, at: fixed) }
    let start = fixed + 10
    let length = Int(message.uint16(at: fixed + 8))
    guard start + length <= message.count else { throw WireError(.dataTruncated, at: fixed + 8) }
    let type = RecordType(rawValue: message.uint16(at: fixed))
    self.init(
      nameOffset: UInt16(truncatingIfNeeded: name), dataOffset: UInt16(truncatingIfNeeded: start),
      dataLength: UInt16(truncatingIfNeeded: length), type: type,
      classField: message.uint16(at: fixed + 2),
      isSound: message.isSound(type, in: start..<(start + length), names: &names),
      timeToLive: message.uint32(at: fixed + 4))
    offset = start + length
  }
}

extension Span<UInt8> {
  /// Checks every question and record that the header announces.
  func checkParts(of header: MessageHeader) throws(WireError) -> [MessagePlace] {
    let questions = Int(header.questionCount)
    let total = questions + header.recordCount
    var places: [MessagePlace] = []
    places.reserveCapacity(Swift.min(total, count / WireLimits.questionLength))
    var offset = WireLimits.headerLength
    var names = NameChecker()
    while places.count < questions {
      places.append(try MessagePlace(checkingQuestionIn: self, at: &offset, names: &names))
    }
    while places.count < total {
      places.append(try MessagePlace(checkingRecordIn: self, at: &offset, names: &names))
    }
    return places
  }

  @inline(__always)
  func isSound(
    _ type: RecordType, in range: Range<Int>, names: inout NameChecker
  ) -> Bool {
    do throws(WireError) {
      try checkData(of: type, in: range, names: &names)
      return true
    } catch {
      return false
    }
  }
}
