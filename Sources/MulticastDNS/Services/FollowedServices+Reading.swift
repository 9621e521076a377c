internal import DNSSDWire

extension FollowedServices {
  /// A service as its records tell it.
  ///
  /// A location has the addresses that were heard on its own links, since another link may have
  /// another host of the same name (RFC 6762 §14).
  func service(
    _ number: Int, named name: ServiceInstanceName, linkIndexes: [Int], isLeaving: Bool
  ) -> DiscoveredService {
    guard let details = details(of: number) else {
      return DiscoveredService(name: name, linkIndexes: linkIndexes, isLeaving: isLeaving)
    }
    return DiscoveredService(
      name: name, locations: locations(details, on: linkIndexes),
      texts: texts(details, on: linkIndexes), linkIndexes: linkIndexes,
      isLeaving: isLeaving || details.locations.isLeaving)
  }

  private func locations(_ details: Details, on linkIndexes: [Int]) -> [ServiceLocation] {
    var all: [ServiceData] = []
    var links: [ServiceData: Set<Int>] = [:]
    for answer in details.locations.answers where linkIndexes.contains(answer.linkIndex) {
      guard let data = answer.record.serviceData else { continue }
      if links[data] == nil { all.append(data) }
      links[data, default: []].insert(answer.linkIndex)
    }
    return all.map { data in
      ServiceLocation(data, addresses: addresses(of: data.target, on: links[data] ?? []))
    }.sorted(by: ServiceLocation.comesFirst)
  }

  /// What was heard last comes first, as what it takes the place of lives on for a second
  /// (RFC 6762 §10.2).
  private func texts(_ details: Details, on linkIndexes: [Int]) -> [TextAttributes] {
    var known: Set<TextData> = []
    return details.texts.answers.newestFirst.filter { linkIndexes.contains($0.linkIndex) }
      .compactMap(\.record.textData).filter { known.insert($0).inserted }
      .map { TextAttributes($0) }
  }
}

extension [Answer] {
  /// Those that were heard last in front; what was heard together keeps its order.
  fileprivate var newestFirst: [Answer] {
    enumerated().sorted { left, right in
      let (first, second) = (left.element.firstHeard, right.element.firstHeard)
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }
}

extension Answer {
  /// When it was heard first, never for a record of our own.
  fileprivate var firstHeard: Instant {
    guard let expiry else { return Instant(nanoseconds: .max) }
    return expiry - .seconds(Int64(record.timeToLive.seconds))
  }
}

extension ServiceLocation {
  /// The order in which locations are listed: by priority, then by descending weight, then by host
  /// and port.
  static func comesFirst(_ left: ServiceLocation, _ right: ServiceLocation) -> Bool {
    let keys = [left, right].map { location in
      (
        location.priority, UInt16.max - location.weight, location.host.description,
        location.portNumber
      )
    }
    return keys[0] < keys[1]
  }
}
