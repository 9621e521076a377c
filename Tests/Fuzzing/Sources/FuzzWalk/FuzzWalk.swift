internal import DNSSDWire

/// Walks over the input as a message, and compares the names of its parts, whole and broken ones, with
/// a few names and with those that a message made of it has.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // The fuzzer lends `count` octets until the return.
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let message = try? Message(decoding: octets)
  let names = message.map { $0.questions.map(\.name) + $0.records.map(\.name) }
  guard let visited = visit(octets, names: names) else {
    precondition(message == nil, "the walk refuses what the message accepts")
    return 0
  }
  precondition(names == nil || visited == names?.count, "the walk ends elsewhere")
  return 0
}

/// How many parts there are; nil where the walk is refused.
private func visit(_ octets: [UInt8], names: [DNSName]?) -> Int? {
  let message = octets.span
  do throws(WireError) {
    var visited = 0
    var walk = try MessageWalk(message)
    while let part = try walk.next(in: message) {
      precondition(part.data.upperBound <= octets.count && part.nameOffset < octets.count)
      let isLocal = try? part.isNamed(.local, in: message)
      let isRoot = try? part.isNamed(.root, in: message)
      precondition((isLocal == nil) == (isRoot == nil) && (isLocal != true || isRoot != true))
      if let names {
        precondition(isLocal == (names[visited] == .local) && isRoot == names[visited].isRoot)
        let isNamed = try part.isNamed(names[visited], in: message)
        precondition(isNamed, "the walk sees another name")
      }
      visited += 1
    }
    return visited
  } catch {
    precondition(error.offset <= octets.count, "the place of a fault is outside the message")
    return nil
  }
}
