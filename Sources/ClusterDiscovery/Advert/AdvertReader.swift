internal import DNSSDWire
internal import MulticastDNS

/// Reads services one by one as they change, so that of many only those are read that did.
struct AdvertReader: Sendable {
  private let scope: ClusterScope
  /// Each type of the profile, with its name in the scope.
  private let types: [(name: ServiceType, type: AdvertType)]
  /// The types under which nodes are looked for.
  private let expected: [ServiceType]
  /// What the services turned out to be, in the order of ``Entry/key``.
  private var entries: [Entry] = []

  private struct Entry: Sendable {
    let name: DNSName
    /// The name in octets and lower case.
    let key: [UInt8]
    var judgement: AdvertJudgement
  }

  init(of scope: ClusterScope, profile: ClusterProfile) {
    self.scope = scope
    types = profile.namedTypes(for: scope)
    expected = profile.serviceTypes(for: scope)
  }

  /// What the services that are there say together.
  var reading: AdvertReading {
    AdvertReading(entries.lazy.map { (name: $0.name, judgement: $0.judgement) })
  }

  /// Reads a service that is new or changed.
  mutating func note(_ service: DiscoveredService) {
    let (name, judgement) = (service.name.name, judge(service))
    let key = name.wireForm.inLowerCase
    let place = place(of: key)
    if place < entries.count, entries[place].key == key {
      entries[place].judgement = judgement
    } else {
      entries.insert(Entry(name: name, key: key, judgement: judgement), at: place)
    }
  }

  /// Forgets a service that went.
  mutating func forget(_ name: DNSName) {
    let key = name.wireForm.inLowerCase
    let place = place(of: key)
    if place < entries.count, entries[place].key == key { entries.remove(at: place) }
  }

  /// What a service turns out to be.
  func judge(_ service: DiscoveredService) -> AdvertJudgement {
    guard let type = types.first(where: { $0.name == service.name.type })?.type else {
      return .rejected(.typeDiffers(expected: expected, found: service.name.type))
    }
    return AdvertJudgement(of: service, scope: scope, type: type)
  }

  /// Where a key is, or would be: the first place whose key does not come before it.
  private func place(of key: [UInt8]) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key.lexicographicallyPrecedes(key) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
