internal import DNSSD

/// Shows what the task of `resolve` tells.
struct ResolveDesk: Desk {
  private let console: Console
  private let isJSON: Bool
  private var text: ServiceText
  private var json = JSONWriter()
  private(set) var links: [LinkReport] = []
  private(set) var failure: ResolveError?
  private(set) var isFound = false

  init(_ console: Console, isJSON: Bool, _ text: ServiceText = ServiceText()) {
    self.console = console
    self.isJSON = isJSON
    self.text = text
  }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func take(_ news: ResolveNews) throws(CommandFailure) {
    switch news {
    case .started: if isJSON { try event("start") { _, _ in } }
    case .links(let links): self.links = links
    case .failed(let error): failure = error
    case .service(let service): try show(service)
    case .addresses(let known): try show(known)
    case .names(let names, let address): try show(names, of: address)
    }
  }

  private mutating func show(_ service: DiscoveredService) throws(CommandFailure) {
    isFound = true
    guard !isJSON else {
      try event("add") { $0.members(of: service, &$1) }
      return
    }
    let rows =
      [
        ("name", text.instance(of: service)), ("type", service.name.type.description),
        ("place", text.place(of: service)),
      ] + text.addresses(of: service).map { ("address", $0) }
      + text.attributes(of: service).map { ("text", $0) }
      + text.links(of: service).map { ("interface", $0) }
    for (key, value) in rows {
      let padding = String(repeating: " ", count: 11 - key.count)
      try console.result(console.style.faint(key) + padding + value)
    }
  }

  private mutating func show(_ known: HostAddresses) throws(CommandFailure) {
    guard !known.addresses.isEmpty else { return }
    isFound = true
    var addresses: [String] = []
    for address in known.addresses { addresses.append(text.address(address)) }
    guard !isJSON else {
      try event("host") { event, _ in
        event.member("name", known.host.undotted)
        event.list("addrs", addresses)
        event.list("absent", known.absentFamilies.map(\.description))
      }
      return
    }
    for address in addresses { try console.result("\(known.host.undotted)  \(address)") }
  }

  private mutating func show(
    _ names: [DNSName], of address: IPAddress
  ) throws(CommandFailure) {
    guard !names.isEmpty else { return }
    isFound = true
    guard !isJSON else {
      try event("address") { event, _ in
        event.member("address", address.description)
        event.list("names", names.map(\.undotted))
      }
      return
    }
    for name in names { try console.result("\(address)  \(name.undotted)") }
  }

  private mutating func event(
    _ kind: String, _ members: (inout JSONWriter, inout ServiceText) -> Void
  ) throws(CommandFailure) {
    var text = text
    json.event(kind) { members(&$0, &text) }
    self.text = text
    try console.result(json.octets)
  }
}
