public import DNSSDWire

/// Browses for the services of a type, and finds out about each what its options ask for.
///
/// A service is there for as long as a PTR record on some link names it and, once its SRV record was
/// heard, that one lasts as well: a host that vanished takes its services along in two minutes, not in
/// the 75 that a PTR record lives (RFC 6762 §10).
///
/// What happened between two calls of ``takeChanges()`` is told as one change, so that what waits is
/// bounded by the number of services.
public struct ServiceBrowser: Equatable, Sendable {
  /// How long a service that lacks an answer is held back before it is told as it is.
  public static let patience: Duration = .seconds(2)

  /// What is browsed for.
  public let name: BrowsingName
  /// How it is browsed for.
  public let options: BrowseOptions
  /// Why the engine does not ask; nil while it does.
  public private(set) var refusal: CommandError?
  /// How many services were ignored because there were too many.
  public private(set) var servicesLeftOut = 0

  private enum Purpose: Hashable, Sendable {
    case pointers
  }

  private var queries = OpenQueries<Purpose>()
  private var followed: FollowedServices
  private var isBegun = false
  /// The services by numbers, given as they are found.
  private var found: [Int: FoundService] = [:]
  private var numbers: [DNSName: Int] = [:]
  private var lastNumber = 0
  private var waiting = WaitingLine()
  /// Those of which something changed: since the last advance, and since changes were taken.
  private var news: Set<Int> = []
  private var touched: Set<Int> = []
  /// Those that went since changes were taken, with what was told of them.
  private var gone: [ServiceChange] = []

  /// A browser that asks when it is first advanced.
  public init(_ name: BrowsingName, options: BrowseOptions = BrowseOptions()) {
    self.name = name
    self.options = options
    followed = FollowedServices(
      links: options.links, urgency: .prompt, livenessInterval: options.livenessInterval)
  }

  /// The services that are there, as the changes taken so far tell it, by name.
  public var services: [DiscoveredService] {
    found.values.filter { $0.told != nil }.sorted(by: FoundService.comesFirst).compactMap(\.told)
  }

  /// Takes what changed since this was called last: what went first, then the rest in the order in
  /// which services were found.
  public mutating func takeChanges() -> [ServiceChange] {
    defer { (gone, touched) = ([], []) }
    return touched.sorted().reduce(into: gone) { $0 += changes(of: $1) }
  }
}

extension ServiceBrowser: Inquiry {
  public mutating func handle(_ change: AnswerChange, of query: QueryID, at now: Instant) {
    guard queries.purpose(of: query) != nil else {
      _ = followed.handle(change, of: query)
      return
    }
    switch change {
    case .added(let answer), .leaving(let answer), .stayed(let answer), .removed(let answer, _):
      guard let target = answer.record.pointerTarget else { return }
      guard let number = numbers[target] ?? newService(target, change, at: now) else { return }
      found[number]?.apply(change)
      news.insert(number)
    case .denied, .finished: break
    }
  }

  public mutating func refused(
    _ command: EngineCommand, because error: CommandError, at now: Instant
  ) {
    if queries.refused(command) != nil {
      refusal = error
    } else {
      _ = followed.refused(command, because: error)
    }
  }

  public mutating func advance(to now: Instant, naming identifiers: inout IdentifierSequence) {
    if !isBegun {
      isBegun = true
      let query = Query(
        name: name.name, type: .ptr, links: options.links, urgency: options.urgency)
      queries.ask(query, for: .pointers, naming: &identifiers)
    }
    for number in news.union(followed.takeTouched()).sorted() {
      locationChanged(of: number, at: now)
      if isComplete(number) { stopWaiting(number) }
      if found[number]?.isGone ?? false { forget(number) } else { touched.insert(number) }
    }
    news = []
    for number in waiting.takeOverdue(after: Self.patience, at: now) { stopWaiting(number) }
    followed.advance(naming: &identifiers)
  }

  public mutating func end() {
    queries.cancelAll()
    followed.end()
    waiting.removeAll()
  }

  public mutating func nextCommand() -> EngineCommand? {
    queries.nextCommand() ?? followed.nextCommand()
  }

  public var nextDeadline: Instant? {
    waiting.nextDeadline(after: Self.patience)
  }

  public var progress: InquiryProgress { waiting.isEmpty ? .open : .pending }
}

extension ServiceBrowser {
  /// Takes up a service that is new; nil for what is none, or is over the bound.
  private mutating func newService(
    _ target: DNSName, _ change: AnswerChange, at now: Instant
  ) -> Int? {
    guard case .added = change, let name = try? ServiceInstanceName(target) else { return nil }
    guard found.count < Limits.browsedServices else {
      servicesLeftOut += 1
      return nil
    }
    lastNumber += 1
    numbers[target] = lastNumber
    found[lastNumber] = FoundService(name)
    if options.detail == .resolved { followed.follow(target, as: lastNumber) }
    waiting.append(lastNumber, at: now)
    return lastNumber
  }

  /// Ends a service that no PTR record names any more.
  private mutating func forget(_ number: Int) {
    guard let service = found.removeValue(forKey: number) else { return }
    numbers[service.name.name] = nil
    followed.unfollow(number)
    waiting.remove(number)
    touched.remove(number)
    if let told = service.told { gone.append(.removed(told, service.loss)) }
  }

  /// Doubts the PTR records of a service whose SRV record went, and waits anew when one comes.
  private mutating func locationChanged(of number: Int, at now: Instant) {
    guard var service = found[number], let details = followed.details(of: number) else { return }
    if !details.locations.isEmpty {
      if service.locationLoss != nil { waiting.append(number, at: now) }
      service.hadLocation = true
      service.locationLoss = nil
    } else if service.hadLocation, service.locationLoss == nil {
      for answer in service.pointerAnswers { queries.reconfirm(answer) }
      waiting.remove(number)
      service.isReady = false
      service.locationLoss = details.locations.lastRemoval ?? .expired
    }
    found[number] = service
  }

  /// Tells a service from now on.
  private mutating func stopWaiting(_ number: Int) {
    guard let service = found[number], !service.isReady, service.locationLoss == nil else { return }
    found[number]?.isReady = true
    waiting.remove(number)
    touched.insert(number)
  }

  private func isComplete(_ number: Int) -> Bool {
    options.detail == .names || followed.isComplete(number)
  }

  private mutating func changes(of number: Int) -> [ServiceChange] {
    guard let service = found[number] else { return [] }
    let now = followed.service(
      number, named: service.name, linkIndexes: service.linkIndexes, isLeaving: service.isLeaving)
    found[number]?.told = service.isThere ? now : nil
    switch (service.told, service.isThere) {
    case (nil, false): return []
    case (nil, true): return [.added(now)]
    case (let old?, false): return [.removed(old, service.loss)]
    case (let old?, true): return ServiceChange.between(old, and: now)
    }
  }
}
