/// The names written so far, as a tree of labels from the root, so that a name is written as the
/// labels that are new and a pointer to the rest (RFC 1035 §4.1.4, RFC 6762 §18.14).
///
/// Each label of a name is looked up once, under the labels behind it. Labels are added in order and
/// taken away in the opposite one, which is how an append that did not fit is undone.
struct NameCompression: Sendable {
  /// Labels in the order in which they were written.
  private var labels: [Label] = []
  /// The latest label of each hash, counted from one; zero for none.
  private var heads = [UInt16](repeating: 0, count: 256)

  private struct Label: Sendable {
    let hash: UInt64
    /// Where its length octet stands in the message.
    let offset: UInt16
    /// The label behind it, counted from one; zero for the root.
    let parent: UInt16
    /// The label before it under the same head.
    let older: UInt16
  }

  /// How many labels are known; a later call of ``forget(down:)`` returns to this state.
  var count: Int { labels.count }

  /// Forgets all labels but the first `count`.
  mutating func forget(downTo count: Int) {
    while labels.count > count {
      let label = labels.removeLast()
      heads[Self.head(of: label.hash)] = label.older
    }
  }

  /// Writes a name, as short as what was written before allows, and moves `position` behind it.
  mutating func write(
    _ name: DNSName, to message: inout MutableSpan<UInt8>, at position: inout Int
  ) throws(EncodingError) {
    let octets = name.wireForm.span
    var starts = InlineArray<128, UInt8>(repeating: 0)
    var labelCount = 0
    var start = 0
    while octets[start] != 0 {
      starts[labelCount] = UInt8(truncatingIfNeeded: start)
      labelCount += 1
      start += Int(octets[start]) + 1
    }

    var parent = 0
    var hash: UInt64 = 0
    var unwritten = labelCount
    var new: UInt64 = 0
    while unwritten > 0 {
      let start = Int(starts[unwritten - 1])
      new = octets.labelHash(at: start, seed: hash)
      let known = find(octets, start, hash: new, parent: parent, in: message)
      guard known != 0 else { break }
      hash = new
      parent = known
      unwritten -= 1
    }

    let end = unwritten == labelCount ? octets.count - 1 : Int(starts[unwritten])
    guard position + end + (parent == 0 ? 1 : 2) <= message.count else { throw .messageFull }
    for index in 0..<end { message[position + index] = octets[index] }
    let first = position
    position += end
    if parent == 0 {
      message[position] = 0
      position += 1
    } else {
      let pointer = 0xC000 | labels[parent - 1].offset
      message[position] = UInt8(truncatingIfNeeded: pointer >> 8)
      message[position + 1] = UInt8(truncatingIfNeeded: pointer)
      position += 2
    }

    while unwritten > 0 {
      let start = Int(starts[unwritten - 1])
      guard first + start <= WireLimits.pointerReach else { return }
      add(new, offset: first + start, parent: parent)
      parent = labels.count
      hash = new
      unwritten -= 1
      if unwritten > 0 {
        new = octets.labelHash(at: Int(starts[unwritten - 1]), seed: hash)
      }
    }
  }

  private mutating func add(_ hash: UInt64, offset: Int, parent: Int) {
    let head = Self.head(of: hash)
    labels.append(
      Label(
        hash: hash, offset: UInt16(truncatingIfNeeded: offset),
        parent: UInt16(truncatingIfNeeded: parent), older: heads[head]))
    heads[head] = UInt16(truncatingIfNeeded: labels.count)
  }

  private func find(
    _ name: Span<UInt8>, _ start: Int, hash: UInt64, parent: Int,
    in message: borrowing MutableSpan<UInt8>
  ) -> Int {
    var index = Int(heads[Self.head(of: hash)])
    while index != 0 {
      let label = labels[index - 1]
      if label.hash == hash, Int(label.parent) == parent {
        let offset = Int(label.offset)
        var step = 0
        let length = Int(name[start])
        while step <= length, message[offset + step].folded == name[start + step].folded {
          step += 1
        }
        if step > length { return index }
      }
      index = Int(label.older)
    }
    return 0
  }

  private static func head(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 56)
  }
}

extension Span<UInt8> {
  /// A hash of a label, case aside, and of what is behind it in the name.
  @inline(__always)
  fileprivate func labelHash(at start: Int, seed: UInt64) -> UInt64 {
    let end = start + 1 + Int(self[start])
    var hash = seed ^ UInt64(self[start])
    var position = start + 1
    while position + 8 <= end {
      hash = (hash ^ word(at: position)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      position += 8
    }
    var tail: UInt64 = 0
    while position < end {
      tail = tail << 8 | UInt64(self[position] | 0x20)
      position += 1
    }
    hash = (hash ^ tail) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash >> 32
  }

  /// Eight octets with their case bits set.
  @inline(__always)
  private func word(at offset: Int) -> UInt64 {
    (UInt64(uint32(at: offset)) << 32 | UInt64(uint32(at: offset + 4))) | 0x2020_2020_2020_2020
  }
}
