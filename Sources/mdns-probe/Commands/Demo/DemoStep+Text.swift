internal import DNSSD
internal import DNSSDWire

extension DemoStep: CustomStringConvertible {
  /// What the host does, with the host as the subject.
  var description: String {
    switch self {
    case .publishing(let name):
      "wants to publish \(name.shown) and asks three times whether anybody has that name"
    case .published(let name): "has the name \(name.shown) and announces it"
    case .renamed(let old, let new): "hears that \(old.shown) is taken, and tries \(new.shown)"
    case .browsing(let type): "asks who offers \(type)"
    case .found(let name, let time): "finds \(name.shown) after \(time.millisecondsText) ms"
    case .resolved(let service, let time):
      "resolves \(service.name.shown) to \(service.place) after \(time.millisecondsText) ms"
    case .ending: "ends, and says goodbye"
    case .removed(let name, let reason): "has no \(name.shown) any more: \(reason.words)"
    }
  }

  /// The kind of step in JSON.
  var word: String {
    switch self {
    case .publishing: "publishing"
    case .published: "published"
    case .renamed: "renamed"
    case .browsing: "browsing"
    case .found: "found"
    case .resolved: "resolved"
    case .ending: "ending"
    case .removed: "removed"
    }
  }
}

extension JSONWriter {
  /// Writes what a step is about.
  mutating func members(of step: DemoStep) {
    switch step {
    case .publishing(let name), .published(let name): member("instance", name.name)
    case .renamed(let old, let new):
      member("from", old.name)
      member("instance", new.name)
    case .browsing(let type): member("type", type.description)
    case .found(let name, let time):
      member("instance", name.name)
      key("latency_ms")
      literal(time.millisecondsText)
    case .resolved(let service, let time):
      member("instance", service.name.name)
      member("place", service.place)
      key("latency_ms")
      literal(time.millisecondsText)
    case .ending: break
    case .removed(let name, let reason):
      member("instance", name.name)
      member("reason", reason.words)
    }
  }
}

extension ServiceInstanceName {
  /// The part that people read, in quotation marks and safe to print.
  fileprivate var shown: String { instance.octets.quotedText }
}

extension DiscoveredService {
  /// Where it is reached: host, port and addresses.
  fileprivate var place: String {
    guard let location else { return "nowhere" }
    let addresses = location.addresses.map { "\($0.address)" }.joined(separator: ", ")
    return "\(location.host) port \(location.portNumber) at \(addresses)"
  }
}
