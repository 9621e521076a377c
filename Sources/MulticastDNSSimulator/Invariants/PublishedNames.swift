internal import DNSSDWire
internal import MulticastDNS

/// What the registrations of a host say of names: which are shared, and which need no probing.
struct PublishedNames: Sendable {
  private var shared: Set<DNSName> = []
  private var unprobed: Set<DNSName> = []

  /// Below these the addresses of a host are known to be its own (RFC 6762 §4).
  private static let reverse = DNSName.reverseRoot

  /// What was published once stays noted: a name that changes sides is not worth the trouble.
  mutating func note(_ registration: Registration) {
    var unique: [DNSName] = []
    switch registration.content {
    case .host(let host): unique = [host.name]
    case .service(let service): unique = [service.instanceName.name]
    case .records(let records):
      let names = records.records.map(\.name)
      switch records.ownership {
      case .shared: shared.formUnion(names)
      case .knownUnique: unprobed.formUnion(names)
      case .unique: unique = names
      }
    }
    if registration.verification == .verified { unprobed.formUnion(unique) }
  }

  /// Whether a record of a response is unique; nil when that cannot be said.
  func isUnique(_ record: ResourceRecord) -> Bool? {
    if shared.contains(record.name) { return false }
    switch record.type {
    case .ptr: return record.name.isWithin(Self.reverse) ? nil : false
    case .a, .aaaa, .srv, .txt, .nsec: return true
    default: return nil
    }
  }

  /// Whether the name may be used only after probing.
  func needsProbing(_ name: DNSName) -> Bool {
    !unprobed.contains(name) && !name.isWithin(Self.reverse)
  }
}

extension DNSName {
  /// `arpa.`, above all reverse names.
  fileprivate static let reverseRoot =
    (try? DNSLabel(text: "arpa")).flatMap { try? DNSName(labels: [$0]) } ?? .root
}
