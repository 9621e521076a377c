/// How much a value holds, as far as reflection sees it: numbers, texts and other things without parts.
struct Footprint {
  /// Counting ends here, so that a check ends as well.
  private let limit: Int
  private(set) var count = 0

  /// Counts the parts of a value, up to a limit.
  init(of value: Any, limit: Int) {
    self.limit = limit
    add(value)
  }

  /// Whether there is more than was counted.
  var isOverLimit: Bool { count > limit }

  private mutating func add(_ value: Any) {
    guard !isOverLimit else { return }
    // Octets are counted together: a part of a name is no thing of its own.
    if let octets = value as? [UInt8] {
      count += 1 + octets.count / 8
      return
    }
    let mirror = Mirror(reflecting: value)
    guard !mirror.children.isEmpty else {
      count += 1
      return
    }
    for child in mirror.children { add(child.value) }
  }
}
