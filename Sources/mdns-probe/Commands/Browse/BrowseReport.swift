internal import DNSSD

/// One way to show what browsing brings.
protocol BrowseReport {
  /// Browsing is about to begin.
  mutating func begin() throws(CommandFailure)
  /// Something happened, so long after the beginning.
  mutating func show(_ step: ServiceCensus.Step, at time: Duration) throws(CommandFailure)
  /// Browsing has ended, with these services.
  mutating func end(_ services: [DiscoveredService]) throws(CommandFailure)
}

extension BrowseReport {
  mutating func begin() throws(CommandFailure) {}
  mutating func show(_ step: ServiceCensus.Step, at time: Duration) throws(CommandFailure) {}
  mutating func end(_ services: [DiscoveredService]) throws(CommandFailure) {}
}

/// A table of what is there at the end, for people.
struct BrowseTable: BrowseReport {
  let console: Console
  let resolves: Bool
  var text = ServiceText()

  mutating func end(_ services: [DiscoveredService]) throws(CommandFailure) {
    guard !services.isEmpty else { return }
    let headings =
      resolves
      ? ["INSTANCE", "TYPE", "HOST:PORT", "ADDRESSES", "INTERFACES", "TXT"]
      : ["INSTANCE", "TYPE", "INTERFACES"]
    var rows: [[String]] = []
    for service in services { rows.append(row(of: service)) }
    for line in ColumnText.lines([headings] + rows, style: console.style) {
      try console.result(line)
    }
  }

  private mutating func row(of service: DiscoveredService) -> [String] {
    let name = [text.instance(of: service), service.name.type.description]
    let links = text.links(of: service).joined(separator: ",")
    guard resolves else { return name + [links] }
    let addresses = text.addresses(of: service).joined(separator: ",")
    let attributes = text.attributes(of: service).joined(separator: " ")
    return name + [text.place(of: service), addresses, links, attributes]
  }
}

/// A line for each thing that happens, for people.
struct BrowseDiary: BrowseReport {
  let console: Console
  let resolves: Bool
  var text = ServiceText()

  mutating func show(_ step: ServiceCensus.Step, at time: Duration) throws(CommandFailure) {
    let style = console.style
    switch step {
    case .found(let service): try line(time, style.faint("? found"), service)
    case .added(let service): try line(time, style.good("+ added"), service)
    case .updated(let service, let fields):
      try line(time, "~ updated", service, "(\(fields.words.joined(separator: ", ")))")
    case .leaving(let service): try line(time, style.bad("- leaving"), service)
    case .stayed(let service): try line(time, style.good("+ stayed"), service)
    case .removed(let service, let reason):
      try line(time, style.bad("- removed"), service, "(\(reason.words))")
    }
  }

  private mutating func line(
    _ time: Duration, _ what: String, _ service: DiscoveredService, _ note: String? = nil
  ) throws(CommandFailure) {
    var parts = [
      time.secondsText, what, text.instance(of: service), service.name.type.description,
    ]
    if resolves, service.location != nil {
      parts.append(text.place(of: service))
      parts.append(text.addresses(of: service).joined(separator: ","))
    }
    parts.append(text.links(of: service).joined(separator: ","))
    if resolves { parts.append(text.attributes(of: service).joined(separator: " ")) }
    let shown = (parts + [note].compactMap(\.self)).filter { !$0.isEmpty }
    try console.result(shown.joined(separator: "  "))
  }
}
