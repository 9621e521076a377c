internal import DNSSD

/// Tells what becomes of what is published, and passes on the lines of input.
struct PublishDesk: Desk {
  private let console: Console
  private let isJSON: Bool
  private let texts: AsyncStream<TextAttributes>.Continuation
  private var json = JSONWriter()
  private var established: Set<DNSName> = []
  /// Where it was told to be published.
  private var place: String?
  private(set) var failure: HostError?
  /// How many services or hosts could not be published, or were lost.
  private(set) var losses = 0

  init(_ console: Console, isJSON: Bool, texts: AsyncStream<TextAttributes>.Continuation) {
    self.console = console
    self.isJSON = isJSON
    self.texts = texts
  }

  func flush() throws(CommandFailure) { try console.flush() }

  mutating func read(_ line: String) {
    do throws(TextLine.Fault) {
      texts.yield(try TextLine.attributes(of: line))
    } catch {
      console.note("standard input: \(line.quoted): \(error); TXT stays as it is")
    }
  }

  mutating func take(_ news: PublishNews) throws(CommandFailure) {
    switch news {
    case .started: try event("start")
    case .links(let links): tell(links)
    case .registered(let name): try register(name)
    case .registeredAll: try event("registered_all")
    case .renamed(let old, let new, let conflict): try rename(old, new, conflict)
    case .challenged(let conflict): try tell("challenged", conflict.record.name, conflict)
    case .lost(let name, let conflict):
      losses += 1
      try tell("lost", name, conflict)
    case .unsuccessful(let name):
      losses += 1
      try tell("unsuccessful", name, nil)
    case .withdrawn(let name): try tell("withdrawn", name, nil)
    case .textChanged(let name): try tell("text", name, nil)
    case .refused(let name, let error):
      losses += 1
      console.note("\(name.quoted) is not published: \(error)")
      try event("refused") { event in
        event.member("name", name)
        event.member("reason", "\(error)")
      }
    case .failed(let error): failure = error
    }
  }

  private mutating func tell(_ links: [LinkReport]) {
    guard links.place != place else { return }
    place = links.place
    console.note("publishing \(links.place)")
  }

  /// A name that is established again, on another link or after a challenge, is no news to a person.
  private mutating func register(_ name: DNSName) throws(CommandFailure) {
    if established.insert(name).inserted { console.note("established \(name)") }
    try event("registered") { $0.members(ofPublished: name) }
  }

  private mutating func rename(
    _ old: DNSName, _ new: DNSName, _ conflict: Conflict?
  ) throws(CommandFailure) {
    let reason =
      conflict.map { ", as \($0.source) has the name" } ?? ", as another host has the name"
    console.note("renamed \(old) to \(new)\(reason)")
    try event("renamed") { event in
      event.members(ofPublished: new)
      event.member("from", old)
      if let conflict { event.member("source", conflict.source.description) }
    }
  }

  private mutating func tell(
    _ kind: String, _ name: DNSName, _ conflict: Conflict?
  ) throws(CommandFailure) {
    let reason = conflict.map { " (\($0.source) says \($0.record))" } ?? ""
    console.note("\(kind) \(name)\(reason)")
    try event(kind) { event in
      event.members(ofPublished: name)
      if let conflict { event.member("source", conflict.source.description) }
    }
  }

  private mutating func event(
    _ kind: String, _ members: (inout JSONWriter) -> Void = { _ in }
  ) throws(CommandFailure) {
    guard isJSON else { return }
    json.event(kind, members)
    try console.result(json.octets)
  }
}

extension JSONWriter {
  /// Writes the members that name a service or a host that is published.
  fileprivate mutating func members(ofPublished name: DNSName) {
    if let service = try? ServiceInstanceName(name) {
      members(naming: service)
    } else {
      member("name", name.undotted)
      member("fullname", name)
    }
  }
}
