public import DNSSDWire

/// The servers of a service in the order in which they are to be tried (RFC 2782).
public struct ServiceSelection: Hashable, Sendable {
  /// The servers, those with the lowest priority first; among equals chance decides by weight. Those
  /// that say that there is no service are left out.
  public let order: [ServiceData]
  /// Whether there are servers, and all say that the service is decidedly not available.
  public let isUnavailable: Bool

  /// Orders the servers of one service.
  ///
  /// Among many of one priority weights choose from the first 64, and the others follow.
  public init(from servers: [ServiceData], random: inout RandomSource) {
    let available = servers.filter { !$0.target.isRoot }
    isUnavailable = available.isEmpty && !servers.isEmpty
    var order: [ServiceData] = []
    let priorities = Dictionary(grouping: available, by: \.priority)
    for (_, equals) in priorities.sorted(by: { $0.key < $1.key }) {
      order += Self.weighted(Array(equals.prefix(Limits.weightedServers)), random: &random)
      order += equals.dropFirst(Limits.weightedServers)
    }
    self.order = order
  }

  /// Draws one after the other: a server is the likelier the more weight it has, and one without
  /// weight has a small chance.
  private static func weighted(
    _ servers: [ServiceData], random: inout RandomSource
  ) -> [ServiceData] {
    var left = servers.filter { $0.weight == 0 } + servers.filter { $0.weight > 0 }
    var order: [ServiceData] = []
    while !left.isEmpty {
      let draw = random.weight(upTo: left.reduce(0) { $0 + UInt32($1.weight) })
      var sum: UInt32 = 0
      let chosen = left.firstIndex { server in
        sum += UInt32(server.weight)
        return draw <= sum
      }
      order.append(left.remove(at: chosen ?? 0))
    }
    return order
  }
}
