/// The names written so far, as a tree of labels from the root, so that a name is written as the
/// labels that are new and a pointer to the rest (RFC 1035 §4.1.4, RFC 6762 §18.14).
///
/// Each label of a name is looked up once, under the labels behind it. Labels are added in order and
/// taken away in the opposite one, which is how an append that did not fit is undone. Names repeat
/// from record to record, so the last few are known as a whole.
struct NameCompression: Sendable {
  private var recent = RecentNames()
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

  /// How many labels are known; a later call of ``forget(downTo:)`` returns to this state.
  var count: Int { labels.count }

  /// Forgets all labels but the first `count`.
  mutating func forget(downTo count: Int) {
    while labels.count > count {
      let label = labels.removeLast()
      heads[Self.head(of: label.hash)] = label.older
    }
    recent.forget()
  }

  /// Writes a name, as short as what was written before allows, and moves `position` behind it.
  @inline(__always)
  mutating func write(
    _ name: DNSName, to message: inout MutableSpan<UInt8>, at position: inout Int
  ) throws(EncodingError) {
    let signature = name.signature
    if let offset = recent.offset(of: name, signature: signature) {
      try message.write(0xC000 | offset, at: &position)
    } else if let place = try writeLabels(of: name, to: &message, at: &position) {
      recent.remember(name, signature: signature, at: place)
    }
  }

  /// Writes the labels that are new and a pointer to the rest; returns where the name then stands,
  /// unless a label of it is beyond the reach of pointers.
  @inline(never)
  private mutating func writeLabels(
    of name: DNSName, to message: inout MutableSpan<UInt8>, at position: inout Int
  ) throws(EncodingError) -> Int? {
    let octets = name.wireForm.span
    var starts = InlineArray<128, UInt8>(repeating: 0)
    var unwritten = octets.labelStarts(&starts)
    var (parent, known, hash) = (0, UInt64(0), UInt64(0))
    while unwritten > 0 {
      hash = octets.labelHash(at: Int(starts[unwritten - 1]), seed: known)
      let label = find(
        octets, Int(starts[unwritten - 1]), hash: hash, under: parent, in: message.span)
      guard label != 0 else { break }
      (unwritten, parent, known) = (unwritten - 1, label, hash)
    }
    let first = position
    let length = Int(starts[unwritten]) + (parent == 0 ? 1 : 0)
    guard message.copy(length, of: octets, from: 0, to: position) else { throw .messageFull }
    position += length
    if parent != 0 { try message.write(0xC000 | labels[parent - 1].offset, at: &position) }
    if unwritten == 0, parent != 0 { return Int(labels[parent - 1].offset) }
    while unwritten > 0, first + Int(starts[unwritten - 1]) <= WireLimits.pointerReach {
      unwritten -= 1
      add(hash, offset: first + Int(starts[unwritten]), parent: parent)
      parent = labels.count
      if unwritten > 0 {
        hash = octets.labelHash(at: Int(starts[unwritten - 1]), seed: hash)
      }
    }
    return unwritten == 0 ? first : nil
  }

  private mutating func add(_ hash: UInt64, offset: Int, parent: Int) {
    let head = Self.head(of: hash)
    labels.append(
      Label(
        hash: hash, offset: UInt16(truncatingIfNeeded: offset),
        parent: UInt16(truncatingIfNeeded: parent), older: heads[head]))
    heads[head] = UInt16(truncatingIfNeeded: labels.count)
  }

  /// The label of a name among those known, counted from one; zero when it is new.
  @inline(__always)
  private func find(
    _ name: Span<UInt8>, _ start: Int, hash: UInt64, under parent: Int, in message: Span<UInt8>
  ) -> Int {
    var index = Int(heads[Self.head(of: hash)])
    while index != 0 {
      let label = labels[index - 1]
      if label.hash == hash, Int(label.parent) == parent,
        name.equalsFolded(Int(name[start]) + 1, from: start, in: message, from: Int(label.offset))
      {
        return index
      }
      index = Int(label.older)
    }
    return 0
  }

  private static func head(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 56)
  }
}
