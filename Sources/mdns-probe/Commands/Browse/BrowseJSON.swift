internal import DNSSD

/// One JSON object a line for each thing that happens.
struct BrowseJSON: BrowseReport {
  let console: Console
  var text = ServiceText()
  private var json = JSONWriter()

  init(_ console: Console, _ text: ServiceText = ServiceText()) {
    self.console = console
    self.text = text
  }

  mutating func begin() throws(CommandFailure) {
    json.event("start")
    try console.result(json.octets)
  }

  mutating func show(_ step: ServiceCensus.Step, at time: Duration) throws(CommandFailure) {
    switch step {
    case .found(let service): try event("found", service)
    case .added(let service): try event("add", service)
    case .updated(let service, let fields):
      try event("updated", service) { $0.list("changed", fields.words) }
    case .leaving(let service): try event("leaving", service)
    case .stayed(let service): try event("stayed", service)
    case .removed(let service, let reason):
      try event("rm", service) { $0.member("reason", reason.words) }
    }
  }

  private mutating func event(
    _ kind: String, _ service: DiscoveredService,
    _ more: (inout JSONWriter) -> Void = { _ in }
  ) throws(CommandFailure) {
    var text = text
    json.event(kind) { event in
      event.members(of: service, &text)
      more(&event)
    }
    self.text = text
    try console.result(json.octets)
  }
}
