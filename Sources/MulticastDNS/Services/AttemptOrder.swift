extension ServiceLocation {
  /// The order in which a client tries locations: by priority, and among equals by chance in
  /// proportion to weight (RFC 2782 §3, RFC 6763 §5).
  public static func attemptOrder(
    of locations: [ServiceLocation], random: inout RandomSource
  ) -> [ServiceLocation] {
    let priorities = Set(locations.map(\.priority)).sorted()
    return priorities.flatMap { priority in
      drawn(from: locations.filter { $0.priority == priority }, random: &random)
    }
  }

  /// Draws one after another; those of weight zero stand first, so that they have a small chance.
  private static func drawn(
    from locations: [ServiceLocation], random: inout RandomSource
  ) -> [ServiceLocation] {
    guard locations.count > 1 else { return locations }
    var rest = locations.filter { $0.weight == 0 } + locations.filter { $0.weight > 0 }
    var order: [ServiceLocation] = []
    while !rest.isEmpty {
      let draw = random.weight(upTo: rest.reduce(0) { $0 + UInt32($1.weight) })
      var sum: UInt32 = 0
      let place = rest.firstIndex { location in
        sum += UInt32(location.weight)
        return sum >= draw
      }
      order.append(rest.remove(at: place ?? 0))
    }
    return order
  }
}
