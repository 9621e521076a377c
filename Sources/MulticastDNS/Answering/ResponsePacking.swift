internal import DNSSDWire

/// A response in as many messages as it takes.
struct PackedResponse {
  let messages: [[UInt8]]
  /// The additional records that found room.
  let additionals: [ResourceRecord]
}

extension MessagePacker {
  /// Packs a response with as many of the additional sets as find room, from the first on, each as a
  /// whole: a part of a set would flush the rest from caches (RFC 6762 §10.2).
  ///
  /// Throws what ``response(_:additionals:)`` throws.
  func response(
    _ answers: [ResourceRecord], additionalSets sets: [[ResourceRecord]]
  ) throws(EncodingError) -> PackedResponse {
    if let whole = try packed(answers, sets[...]) { return whole }
    var best = PackedResponse(messages: try response(answers), additionals: [])
    var (fitting, excessive) = (0, sets.count)
    while fitting + 1 < excessive {
      let middle = (fitting + excessive) / 2
      if let packed = try packed(answers, sets[..<middle]) {
        (fitting, best) = (middle, packed)
      } else {
        excessive = middle
      }
    }
    return best
  }

  /// Packs a response; nil when not all additional records found room.
  private func packed(
    _ answers: [ResourceRecord], _ sets: ArraySlice<[ResourceRecord]>
  ) throws(EncodingError) -> PackedResponse? {
    let additionals = sets.flatMap { $0 }
    let messages = try response(answers, additionals: additionals)
    guard messages.lazy.map(\.additionalCount).reduce(0, +) == additionals.count else { return nil }
    return PackedResponse(messages: messages, additionals: additionals)
  }
}

extension [UInt8] {
  /// What the header says of the additional section.
  fileprivate var additionalCount: Int {
    guard let header = try? MessageHeader(reading: span) else { return 0 }
    return Int(header.additionalCount)
  }
}
