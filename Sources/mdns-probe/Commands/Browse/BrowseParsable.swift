internal import DNSSD

/// Fields between semicolons, in the layout that scripts written for `avahi-browse -p` expect: a line
/// for each interface and family.
struct BrowseParsable: BrowseReport {
  let console: Console
  let resolves: Bool
  var text = ServiceText()

  /// One line for `+` and `-`, and for `=` the fields behind it as well.
  mutating func show(_ step: ServiceCensus.Step, at time: Duration) throws(CommandFailure) {
    switch step {
    case .found, .leaving, .stayed: break
    case .added(let service):
      try lines("+", service)
      if resolves { try resolved(service) }
    case .updated(let service, _): if resolves { try resolved(service) }
    case .removed(let service, _): try lines("-", service)
    }
  }

  private mutating func lines(
    _ sign: String, _ service: DiscoveredService
  ) throws(CommandFailure) {
    for link in text.links(of: service) {
      for family in families(of: service) {
        try console.result(fields(sign, link, family, service))
      }
    }
  }

  private mutating func resolved(_ service: DiscoveredService) throws(CommandFailure) {
    guard let location = service.location else { return }
    let attributes = service.attributes.map(\.string.quotedText).joined(separator: " ")
    for (link, index) in zip(text.links(of: service), service.linkIndexes) {
      for address in Self.addresses(of: service, on: index) {
        let line = fields("=", link, address.address.family, service)
        let place = "\(location.host.avahiText);\(address.address);\(location.portNumber)"
        try console.result("\(line);\(place);\(attributes)")
      }
    }
  }

  /// The families in which the service is reached; IPv4 while that is unknown.
  private func families(of service: DiscoveredService) -> [AddressFamily] {
    let families = AddressFamily.allCases.filter { family in
      service.addresses.contains { $0.address.family == family }
    }
    return families.isEmpty ? [.v4] : families
  }

  /// The first address of each family on a link.
  private static func addresses(
    of service: DiscoveredService, on index: Int
  ) -> [HostAddress] {
    AddressFamily.allCases.compactMap { family in
      service.addresses.first { address in
        address.address.family == family && (address.linkIndex ?? index) == index
      }
    }
  }

  private func fields(
    _ sign: String, _ link: String, _ family: AddressFamily, _ service: DiscoveredService
  ) -> String {
    let name = service.name
    let domain = name.domain.avahiText
    return "\(sign);\(link);\(family);\(name.instance.avahiText);\(name.type);\(domain)"
  }
}

extension DNSLabel {
  /// The label with every octet that is no ASCII letter, digit, underscore or dash as `\DDD`; a dot and a
  /// backslash stand behind a backslash.
  var avahiText: String {
    var text = ""
    for octet in octets {
      let scalar = Unicode.Scalar(octet)
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-": text.unicodeScalars.append(scalar)
      case ".", "\\": text += "\\\(scalar)"
      default:
        let digits = String(octet)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return text
  }
}

extension DNSName {
  /// The labels as ``DNSLabel/avahiText`` gives them, with dots between.
  var avahiText: String { labels.map(\.avahiText).joined(separator: ".") }
}
