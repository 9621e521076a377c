/// A part of record data.
enum DataField {
  case octets(Int)
  case string
  case name
}

/// What record data looks like: the rules that data must keep to be given a meaning.
enum DataLayout {
  /// The fields of the types that have names in their data but no case of their own in
  /// ``RecordData``; they are kept as octets with those names spelled out.
  static func fields(of type: RecordType) -> [DataField]? {
    switch type {
    case .afsdb, .rt, .kx: [.octets(2), .name]
    case .rp: [.name, .name]
    case .px: [.octets(2), .name, .name]
    case .naptr: [.octets(4), .string, .string, .string, .name]
    default: nil
    }
  }
}

extension Span<UInt8> {
  /// Checks the data of a record against the rules of its type.
  ///
  /// Types without rules pass, and so do TXT records, which are read as far as they are good.
  func checkData(
    of type: RecordType, in range: Range<Int>, names: inout NameChecker
  ) throws(WireError) {
    var position = range.lowerBound
    switch type {
    case .a: position += 4
    case .aaaa: position += 16
    case .ptr, .cname, .ns, .dname: try passName(at: &position, in: range, names: &names)
    case .srv: try passNames(1, behind: 6, at: &position, in: range, names: &names)
    case .mx: try passNames(1, behind: 2, at: &position, in: range, names: &names)
    case .nsec:
      try passName(at: &position, in: range, names: &names)
      try passBitmap(at: &position, in: range)
    case .soa:
      try passNames(2, behind: 0, at: &position, in: range, names: &names)
      position += 20
    case .hinfo:
      try passString(at: &position, in: range)
      try passString(at: &position, in: range)
    case .opt: try passOptions(at: &position, in: range)
    default:
      guard let fields = DataLayout.fields(of: type) else { return }
      for field in fields { try pass(field, at: &position, in: range, names: &names) }
    }
    guard position <= range.upperBound else {
      throw WireError(.dataTooShort, at: range.lowerBound)
    }
    guard position == range.upperBound else { throw WireError(.dataTooLong, at: position) }
  }

  private func pass(
    _ field: DataField, at position: inout Int, in range: Range<Int>, names: inout NameChecker
  ) throws(WireError) {
    switch field {
    case .octets(let count): position += count
    case .string: try passString(at: &position, in: range)
    case .name: try passName(at: &position, in: range, names: &names)
    }
  }

  /// A name whose octets in place end within the data.
  @inline(__always)
  private func passName(
    at position: inout Int, in range: Range<Int>, names: inout NameChecker
  ) throws(WireError) {
    let start = position
    guard start < range.upperBound else { throw WireError(.dataTooShort, at: range.lowerBound) }
    _ = try names.check(self, at: &position)
    guard position <= range.upperBound else { throw WireError(.nameTruncated, at: start) }
  }

  private func passNames(
    _ count: Int, behind octets: Int, at position: inout Int, in range: Range<Int>,
    names: inout NameChecker
  ) throws(WireError) {
    position += octets
    for _ in 0..<count { try passName(at: &position, in: range, names: &names) }
  }

  private func passString(at position: inout Int, in range: Range<Int>) throws(WireError) {
    guard position < range.upperBound else { throw WireError(.dataTooShort, at: range.lowerBound) }
    let end = position + 1 + Int(self[position])
    guard end <= range.upperBound else { throw WireError(.stringTruncated, at: position) }
    position = end
  }

  private func passBitmap(at position: inout Int, in range: Range<Int>) throws(WireError) {
    var lastBlock = -1
    while position < range.upperBound {
      guard position + 2 < range.upperBound else { throw WireError(.bitmapMalformed, at: position) }
      let (block, length) = (Int(self[position]), Int(self[position + 1]))
      guard block > lastBlock, (1...32).contains(length),
        position + 2 + length <= range.upperBound
      else { throw WireError(.bitmapMalformed, at: position) }
      lastBlock = block
      position += 2 + length
    }
  }

  private func passOptions(at position: inout Int, in range: Range<Int>) throws(WireError) {
    while position < range.upperBound {
      guard position + 4 <= range.upperBound,
        position + 4 + Int(uint16(at: position + 2)) <= range.upperBound
      else { throw WireError(.optionTruncated, at: position) }
      position += 4 + Int(uint16(at: position + 2))
    }
  }
}
