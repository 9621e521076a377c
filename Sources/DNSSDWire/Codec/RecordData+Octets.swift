extension RecordData {
  /// Gives meaning to uncompressed data of any type but OPT, whose meaning is in its record as well;
  /// ``malformed(_:_:)`` when it breaks the rules of its type or is longer than 65,535 octets.
  public init(_ type: RecordType, octets: [UInt8]) {
    guard type != .opt, octets.count <= WireLimits.dataLength else {
      self = .malformed(type, octets)
      return
    }
    var checker = NameChecker()
    let isSound = octets.span.isSound(type, in: 0..<octets.count, names: &checker)
    guard isSound, !checker.hasFollowedPointer else {
      self = .malformed(type, octets)
      return
    }
    var names = NameMemo(forRecordCount: 1)
    let place = MessagePlace(type: type, dataLength: octets.count)
    self.init(reading: octets, at: place, names: &names)
  }

  /// The data in wire form with its names spelled out, in which records are compared
  /// (RFC 6762 §8.2).
  public var octets: [UInt8] {
    switch self {
    case .malformed(_, let octets), .unknown(_, let octets): octets
    case .txt(let text): text.wireForm
    default: written(within: 1_024)
    }
  }

  /// The types left have a few names and numbers, or options, so the room is doubled rarely.
  private func written(within room: Int) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: room)
    var position = 0
    do throws(EncodingError) {
      var names = NameCompression()
      var message = octets.mutableSpan
      try write(to: &message, at: &position, names: &names, form: .spelledOut)
    } catch {
      return room < WireLimits.messageLength ? written(within: room * 2) : []
    }
    return Array(octets[..<position])
  }
}
