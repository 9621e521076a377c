internal import DNSSDWire

/// The steps of the demonstration, one after the other.
extension DemoCommand {
  /// As many names as a machine with that many demonstrations at once needs.
  private static let names = 1...9
  /// Three probes, this far apart (RFC 6762 §8.1). The random delay before the first is for hosts
  /// that are switched on together; a person who starts a command is no such case.
  private static let probeInterval = Duration.milliseconds(250)
  /// How long the loopback interface may take. It takes far less than a millisecond.
  private static let patience = Duration.milliseconds(300)

  /// Probes for a free name and announces it. The second announcement, due a second later
  /// (RFC 6762 §8.3), is never sent, because by then the service has gone.
  static func published(
    on stage: inout DemoStage, at address: IPv4Address
  ) throws(CommandFailure) -> DemoResponder {
    for number in names {
      let responder = DemoResponder(
        service: DemoService(
          number: number, on: SystemName.hostLabel?.octets ?? [], address: address,
          port: stage.browserPort))
      guard try isFree(responder, on: &stage) else { continue }
      try stage.multicast(responder.announcement, as: "announcement", from: .responder)
      try hearAgain(on: &stage)
      return responder
    }
    throw .demo(.namesTaken)
  }

  /// Whether three probes meet no objection.
  private static func isFree(
    _ responder: DemoResponder, on stage: inout DemoStage
  ) throws(CommandFailure) -> Bool {
    for probe in 1...3 {
      try stage.multicast(responder.probe, as: "probe \(probe) of 3", from: .responder)
      let start = stage.elapsed
      var isHeard = false
      while stage.elapsed - start < probeInterval, !stage.isOver {
        for arrival in try stage.receive(atMost: probeInterval - (stage.elapsed - start)) {
          isHeard = isHeard || arrival.isOwn
          if !arrival.isOwn, responder.loses(to: arrival.message) { return false }
        }
      }
      guard isHeard else { throw .demo(.multicastSilent(interface: stage.link.name)) }
    }
    return true
  }

  /// Waits until something that the demonstration has sent is heard.
  static func hearAgain(on stage: inout DemoStage) throws(CommandFailure) {
    let start = stage.elapsed
    while stage.elapsed - start < patience, !stage.isOver {
      if try stage.receive(atMost: patience).contains(where: \.isOwn) { return }
    }
    throw .demo(.multicastSilent(interface: stage.link.name))
  }

  /// Asks as the browser, answers as the responder, and gives what the browser learned.
  static func browsed(
    _ query: OneShotQuery, answeredBy responder: DemoResponder, on stage: inout DemoStage
  ) throws(CommandFailure) -> DemoFinding {
    let start = stage.elapsed
    try stage.multicast(query.octets, as: "question of the browser", from: .browser)
    var isHeard = false
    while stage.elapsed - start < patience, !stage.isOver {
      for arrival in try stage.receive(atMost: patience) {
        switch arrival.side {
        case .responder:
          isHeard = isHeard || arrival.isOwn
          try answer(arrival, as: responder, on: &stage)
        case .browser:
          guard query.isAnswered(by: arrival.message),
            let finding = DemoFinding(
              arrival.message, instance: responder.service.instance,
              latency: stage.elapsed - start)
          else { continue }
          return finding
        }
      }
    }
    throw .demo(isHeard ? .answerMissing : .multicastSilent(interface: stage.link.name))
  }

  /// Answers whoever asks, the browser of the demonstration or anybody else on this machine.
  private static func answer(
    _ arrival: DemoStage.Arrival, as responder: DemoResponder, on stage: inout DemoStage
  ) throws(CommandFailure) {
    guard let reply = responder.reply(to: arrival.message, from: arrival.source) else { return }
    if reply.isUnicast {
      try stage.unicast(reply.octets, as: "answer of the responder", to: arrival.source)
    } else {
      try stage.multicast(reply.octets, as: "answer of the responder", from: .responder)
    }
  }
}
