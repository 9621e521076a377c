internal import DNSSDWire
internal import MulticastDNS

/// The loop of a driver, on the driver's thread alone.
final class PollLoop {
  private let poller: Poller
  private let mailbox: Mailbox
  private let deliver: @Sendable (DriverReport) -> Void
  private let follower: LinkFollower
  private var engine: MulticastDNSEngine
  private var transport: Transport
  private var sleepWatch: SleepWatch
  private var failures = FailureLog()
  private var counters = DriverCounters()
  private var portSharing: PortSharing
  private var ending = Ending()
  /// When the user wants to be called.
  private var wakeUp: Instant?
  /// What is told at the end of the turn.
  private var report: DriverReport
  /// What was decided about the interfaces last; nil before the first look.
  private var linkReports: [LinkReport]?
  private var now: Instant { report.now }

  /// Datagrams taken from one socket in a turn, so that a flood delays nothing for long.
  private static let datagramsPerTurn = 128

  init(
    _ configuration: DriverConfiguration, poller: consuming Poller, mailbox: Mailbox,
    deliver: @escaping @Sendable (DriverReport) -> Void
  ) throws(DriverError) {
    let now = HostClock.now()
    self.poller = poller
    self.mailbox = mailbox
    self.deliver = deliver
    portSharing = PortSharing()
    let (transport, failure) = try Transport.open()
    self.transport = transport
    do {
      follower = try LinkFollower(configuration.links, at: now)
    } catch {
      throw .kernel(error)
    }
    engine = MulticastDNSEngine(
      configuration: configuration.engine, random: RandomSource(seed: configuration.seed))
    sleepWatch = SleepWatch(at: now, asleep: HostClock.timeAsleep())
    report = DriverReport(now: now)
    if let failure { note(failure) }
  }

  /// Runs until the driver is told to end.
  func run() {
    while !ending.isOver(at: now) { turn() }
    let counters = currentCounters
    transport.close()
    report.isStopped = true
    deliver(report)
    mailbox.close(counters)
  }

  private func turn() {
    guard let ready = wait() else { return }
    report.now = HostClock.now()
    resumeAfterSleep()
    // Before the commands, so that the first of them find the links and are not taken for old wishes
    // that wait for one.
    followLinks(ready)
    readLetters()
    wakeUser()
    receive(ready)
    engine.advance(to: now)
    drain()
    guard !report.isEmpty else { return }
    deliver(report)
    report = DriverReport(now: now)
  }

  /// Waits for the first of all that can happen; nil when that is impossible.
  private func wait() -> PollResult? {
    let deadlines = [engine.nextDeadline?.instant, follower.deadline, ending.deadline, wakeUp]
    let deadline = deadlines.compactMap(\.self).min()
    sleepWatch.wait(until: deadline)
    var descriptors = transport.channels.map(\.fileDescriptor)
    if let changes = follower.fileDescriptor { descriptors.append(changes) }
    counters.wakeUps += 1
    do throws(SocketError) {
      return try poller.wait(
        for: descriptors, timeout: deadline.map { $0.duration(since: now) })
    } catch {
      // Without waiting there is no loop.
      note(error)
      ending.endAtOnce()
      return nil
    }
  }
}

/// The steps of a turn.
extension PollLoop {
  private func resumeAfterSleep() {
    guard sleepWatch.wakes(at: now, timeAsleep: HostClock.timeAsleep) else { return }
    counters.resumptions += 1
    transport.rejoin()
    engine.connectivityChanged(at: now)
    checkPort()
  }

  private func readLetters() {
    guard let letters = mailbox.take() else { return }
    if let policy = letters.policy {
      attempt { () throws(SocketError) in try follower.setPolicy(policy, at: now) }
    }
    if letters.commands.contains(where: \.isPublish) { checkPort() }
    for command in letters.commands {
      do throws(CommandError) {
        try engine.perform(command, at: now)
        ending.note(command)
      } catch {
        report.refusals.append(Refusal(command, because: error))
      }
    }
    switch letters.end {
    case .goodbye:
      for goodbye in ending.goodbyes(at: now) {
        // A registration that exists can be withdrawn.
        try? engine.perform(goodbye, at: now)
      }
    case .silence: ending.endAtOnce()
    case nil: break
    }
    if let wish = letters.wakeUp { wakeUp = wish.instant }
    for request in letters.counterRequests { request.resume(returning: currentCounters) }
  }

  private func wakeUser() {
    guard let due = wakeUp, due <= now else { return }
    wakeUp = nil
    report.isWakeUp = true
  }

  private func followLinks(_ ready: PollResult) {
    attempt { () throws(SocketError) in
      if let changes = follower.fileDescriptor, ready.isReady(changes) {
        try follower.noteChange(at: now)
      }
      if let reports = try follower.reportsIfDue(at: now) { adopt(reports) }
    }
  }

  /// Takes over what was decided about the interfaces.
  private func adopt(_ new: [LinkReport]) {
    let links = new.compactMap(\.link)
    let isChanged = links != transport.links
    if isChanged {
      failures.forget()
      transport.setLinks(links)
      for error in transport.refusedJoins { note(error) }
    }
    var reports = new
    for place in reports.indices where reports[place].link != nil {
      guard let error = transport.obstacle(on: reports[place].index) else { continue }
      reports[place].verdict = .leftOut(.notJoined(error))
    }
    if isChanged {
      checkPort()
      engine.setLinks(reports.compactMap(\.link), at: now)
    }
    if reports.filter(\.isNotable) != linkReports?.filter(\.isNotable) { report.links = reports }
    linkReports = reports
  }

  private func receive(_ ready: PollResult) {
    for channel in transport.channels where ready.isReady(channel.fileDescriptor) {
      attempt { () throws(SocketError) in
        for _ in 0..<Self.datagramsPerTurn {
          guard let datagram = try channel.receive() else { break }
          take(datagram, from: channel.localPort)
        }
      }
    }
  }

  private func take(_ datagram: ReceivedDatagram, from localPort: LocalPort) {
    counters.datagramsReceived += 1
    counters.octetsReceived += datagram.payload.count
    guard !datagram.isPayloadTruncated else {
      counters.truncated += 1
      return
    }
    guard let linkIndex = datagram.interfaceIndex else {
      counters.withoutInterface += 1
      return
    }
    let incoming = IncomingDatagram(
      payload: datagram.payload,
      source: TransportAddress(datagram.source.address, portNumber: datagram.source.port),
      destination: datagram.destination, linkIndex: linkIndex, localPort: localPort,
      hopLimit: datagram.hopLimit)
    transport.note(incoming)
    engine.receive(incoming, at: now)
  }

  /// Hands over what the engine has made.
  private func drain() {
    while let output = engine.nextOutput() {
      switch output {
      case .send(let datagram):
        attempt { () throws(SocketError) in
          try transport.send(datagram)
          counters.datagramsSent += 1
        }
      case .event(let event):
        ending.note(event)
        report.events.append(event)
      }
    }
    ending.noteDeadline(engine.nextDeadline)
  }
}

extension PollLoop {
  /// Does something that the kernel may refuse; a refusal is noted and nothing more.
  private func attempt(_ action: () throws(SocketError) -> Void) {
    do {
      try action()
    } catch {
      note(error)
    }
  }

  private func note(_ error: SocketError) {
    if failures.insert(error) { report.failures.append(error) }
  }

  /// Finds out whether another process has port 5353 too.
  private func checkPort() {
    engine.setUnicastReceivable(!portSharing.isShared(by: transport.channels), at: now)
  }

  private var currentCounters: DriverCounters {
    var current = counters
    current.engine = engine.counters
    current.droppedByKernel = transport.channels.reduce(0) { $0 + $1.dropCount }
    current.sendErrors = failures.sendErrors
    current.otherErrors = failures.otherErrors
    current.interfaceSnapshots = follower.snapshotCount
    current.sockets = transport.channels.map(\.report)
    return current
  }
}

extension EngineCommand {
  fileprivate var isPublish: Bool {
    if case .publish = self { true } else { false }
  }
}

extension LinkReport {
  /// Whether its coming and going is news: containers come and go all day.
  fileprivate var isNotable: Bool {
    if case .leftOut(.container) = verdict { return false }
    return kind != .veth || link != nil
  }
}
