extension Span<UInt8> {
  /// Steps over a name without following its pointer, and returns where the next field begins.
  @inline(__always)
  func endOfName(at start: Int) throws(WireError) -> Int {
    var position = start
    while position < count {
      let octet = self[position]
      if octet == 0 { return position + 1 }
      if octet >= 0xC0 {
        guard position + 1 < count else { throw WireError(.nameTruncated, at: position) }
        return position + 2
      }
      guard octet < 0x40 else { throw WireError(.labelTypeReserved, at: position) }
      position += Int(octet) + 1
    }
    throw WireError(.nameTruncated, at: start)
  }

  /// The place that the pointer at `position` leads to, which must lie before `floor`.
  @inline(__always)
  fileprivate func pointerTarget(at position: Int, below floor: Int) throws(WireError) -> Int {
    guard position + 1 < count else { throw WireError(.nameTruncated, at: position) }
    let target = Int(self[position] & 0x3F) << 8 | Int(self[position + 1])
    guard target < floor else { throw WireError(.pointerNotBackward, at: position) }
    guard target >= WireLimits.headerLength else {
      throw WireError(.pointerIntoHeader, at: position)
    }
    return target
  }
}

/// Checks names of one message, and remembers the last place that a pointer led to.
///
/// A pointer must lead to a place before the labels read since the last jump. Each jump so lowers the
/// floor, which is why there can be no loop.
struct NameChecker {
  private var tail = NameTail(start: 0, firstLabel: 0, length: 0)

  /// The part of a name behind a pointer.
  private struct NameTail {
    /// Where the pointer led.
    let start: Int
    /// Where the first label stands behind any further pointers.
    let firstLabel: Int
    /// Octets when spelled out, with the ending zero.
    let length: Int
  }

  /// Whether a name went on behind a pointer.
  var hasFollowedPointer: Bool { tail.start != 0 }

  /// Checks a whole name, moves `offset` behind it, and returns where its first label stands behind
  /// any pointers that the name begins with.
  @inline(__always)
  mutating func check(
    _ message: Span<UInt8>, at offset: inout Int
  ) throws(WireError) -> Int {
    let start = offset
    var position = start
    while position < message.count, message[position] < 0x40 {
      let octet = message[position]
      position += Int(octet) + 1
      guard octet != 0 else {
        guard position - start <= WireLimits.nameLength else {
          throw WireError(.nameTooLong, at: start)
        }
        offset = position
        return start
      }
    }
    guard position < message.count else { throw WireError(.nameTruncated, at: start) }
    guard message[position] >= 0xC0 else { throw WireError(.labelTypeReserved, at: position) }
    let target = try message.pointerTarget(at: position, below: start)
    if target != tail.start { tail = try Self.tail(in: message, at: target) }
    guard position - start + tail.length <= WireLimits.nameLength else {
      throw WireError(.nameTooLong, at: start)
    }
    offset = position + 2
    return position == start ? tail.firstLabel : start
  }

  private static func tail(in message: Span<UInt8>, at start: Int) throws(WireError) -> NameTail {
    var (position, floor, firstLabel, length, pointers) = (start, start, start, 0, 0)
    while position < message.count {
      let octet = message[position]
      if octet < 0x40 {
        length += Int(octet) + 1
        position += Int(octet) + 1
        guard length <= WireLimits.nameLength else { throw WireError(.nameTooLong, at: start) }
        if octet == 0 {
          return NameTail(start: start, firstLabel: firstLabel, length: length)
        }
      } else {
        guard octet >= 0xC0 else { throw WireError(.labelTypeReserved, at: position) }
        position = try message.pointerTarget(at: position, below: floor)
        if length == 0 { firstLabel = position }
        floor = position
        pointers += 1
        guard pointers < WireLimits.pointersPerName else {
          throw WireError(.pointersTooMany, at: start)
        }
      }
    }
    throw WireError(.nameTruncated, at: start)
  }
}
