/// Makes names of a message whose octets have been checked.
extension [UInt8] {
  /// Where the first label of the name stands behind any pointers that the name begins with.
  @inline(__always)
  func firstLabel(ofNameAt offset: Int) -> Int {
    var position = offset
    while self[position] >= 0xC0 { position = pointerTarget(at: position) }
    return position
  }

  /// The name whose first label stands at `offset`, spelled out.
  ///
  /// The labels up to the first pointer are copied at once, with whatever follows them, and that is
  /// then overwritten with the labels that the pointers lead to.
  func name(at offset: Int) -> DNSName {
    let (run, length) = spelledOutLength(ofNameAt: offset)
    var octets = Array(self[offset..<Swift.min(offset + length, count)])
    if run == length { return DNSName(checked: octets) }
    if octets.count < length {
      octets += [UInt8](repeating: 0, count: length - octets.count)
    }
    spellOut(nameAt: offset + run, into: &octets, from: run)
    return DNSName(checked: octets)
  }

  private func spellOut(nameAt offset: Int, into octets: inout [UInt8], from start: Int) {
    let message = self.span
    var name = octets.mutableSpan
    var (source, target) = (offset, start)
    while target < name.count {
      while message[source] >= 0xC0 { source = pointerTarget(at: source) }
      for _ in 0...message[source] {
        name[target] = message[source]
        (source, target) = (source + 1, target + 1)
      }
    }
  }

  /// Octets up to the first pointer, and of the whole name with its ending zero.
  @inline(__always)
  private func spelledOutLength(ofNameAt offset: Int) -> (run: Int, length: Int) {
    var (position, length) = (offset, 0)
    while self[position] != 0, self[position] < 0x40 { position += Int(self[position]) + 1 }
    length = position - offset
    let run = length
    while self[position] != 0 {
      if self[position] < 0x40 {
        length += Int(self[position]) + 1
        position += Int(self[position]) + 1
      } else {
        position = pointerTarget(at: position)
      }
    }
    return (position == offset + run ? run + 1 : run, length + 1)
  }

  @inline(__always)
  private func pointerTarget(at position: Int) -> Int {
    Int(self[position] & 0x3F) << 8 | Int(self[position + 1])
  }
}

/// Makes the names of one message, and equal names of it once.
///
/// Names repeat within a message, and compression makes their repetitions point at one place; the
/// place is the key. A message has fewer than 65,536 names, as each takes at least two octets.
struct NameMemo {
  /// The names made, in no order.
  private var names: [(offset: Int, name: DNSName)] = []
  /// For each slot the last name that fell on it, counted from one; zero for none.
  private var slots = InlineArray<256, UInt16>(repeating: 0)

  /// A memo with room for the names of so many records.
  init(forRecordCount count: Int) {
    names.reserveCapacity(count + 1)
  }

  @inline(__always)
  mutating func name(at offset: Int, in message: [UInt8]) -> DNSName {
    let offset = message.firstLabel(ofNameAt: offset)
    let slot = (offset &* 0x9E37) >> 8 & 0xFF
    let known = Int(slots[slot])
    if known > 0, names[known - 1].offset == offset { return names[known - 1].name }
    let name = message.name(at: offset)
    names.append((offset, name))
    slots[slot] = UInt16(truncatingIfNeeded: names.count)
    return name
  }
}
