/// Why the fragments of a packet are not put together.
public enum FragmentRefusal: Hashable, Sendable {
  /// Two of them cover the same octets, yet are not the same (RFC 5722 §4, RFC 8200 §4.5).
  case overlap
  /// They do not agree where the packet ends.
  case contradictingEnd
  /// There are more than any link makes of one packet.
  case tooMany
}

/// The fragments of one packet that have been seen so far.
struct FragmentAssembly: Sendable {
  /// The time of the fragment that was seen first.
  let began: CaptureTimestamp?
  /// In the order of their offsets; octets may be missing between them.
  private var fragments: [IPFragment]
  /// Where the packet ends, once the last fragment has been seen.
  private var end: Int?
  private var octets: Int
  private(set) var refusal: FragmentRefusal?

  /// The most fragments of one packet: 64 KiB in parts of 64 octets, while the smallest MTU of
  /// IPv4 (RFC 791 §3.2) makes parts of 48 and those of real links parts of 500 and more.
  static let maximumFragments = 1024

  init(_ fragment: IPFragment, at time: CaptureTimestamp?) {
    began = time
    fragments = [fragment]
    end = fragment.isLast ? fragment.end : nil
    octets = fragment.payload.count
  }

  /// Whether the fragment is of this packet.
  func accepts(_ fragment: IPFragment) -> Bool {
    fragments[0].isOfSamePacket(as: fragment)
  }

  /// Whether every octet is there; as none is there twice, counting them is enough.
  var isComplete: Bool { refusal == nil && octets == end }

  /// Adds a fragment; an exact duplicate changes nothing, a contradiction refuses the packet.
  mutating func add(_ fragment: IPFragment) {
    guard refusal == nil else { return }
    let index = index(of: fragment)
    if index < fragments.count, fragments[index].position == fragment.position,
      fragments[index].payload == fragment.payload
    {
      return
    }
    refusal = contradiction(of: fragment, at: index)
    guard refusal == nil else {
      // One is kept, to recognise what still comes of the packet.
      fragments.removeSubrange(1...)
      return
    }
    fragments.insert(fragment, at: index)
    octets += fragment.payload.count
    if fragment.isLast { end = fragment.end }
  }

  /// The content of the packet and the fragment that it begins with.
  ///
  /// - Precondition: `isComplete`.
  func assembled() -> (content: [UInt8], first: IPFragment) {
    precondition(isComplete, "every octet has been seen")
    var content: [UInt8] = []
    content.reserveCapacity(octets)
    for fragment in fragments { content += fragment.payload }
    return (content, fragments[0])
  }

  /// The place of the fragment in the order of offsets, before an equal one.
  private func index(of fragment: IPFragment) -> Int {
    var range = 0..<fragments.count
    // Fragments mostly come in order.
    if let last = fragments.last, last.offset < fragment.offset { return fragments.count }
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        fragments[middle].offset < fragment.offset
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  private func contradiction(of fragment: IPFragment, at index: Int) -> FragmentRefusal? {
    if index > 0, fragments[index - 1].end > fragment.offset { return .overlap }
    if index < fragments.count, fragment.end > fragments[index].offset { return .overlap }
    // Nothing may come after the last fragment, be it the first to arrive or this one.
    if let end, fragment.end > end { return .contradictingEnd }
    if fragment.isLast, index < fragments.count { return .contradictingEnd }
    return fragments.count < Self.maximumFragments ? nil : .tooMany
  }
}
