internal import MulticastDNSSimulator

/// Trials of seeds that follow each other, up to the first that fails.
struct TrialSeries {
  private let first: UInt64
  private let count: Int
  private let kind: TrialKind
  private var played = 0
  private var datagrams = 0
  private var virtualTime = 0.0

  init(_ kind: TrialKind, from first: UInt64, count: Int) {
    self.kind = kind
    self.first = first
    self.count = count
  }

  /// Plays them, and shows the transcript of each where that is wanted; gives the first that fails.
  mutating func play(
    showing showsTranscript: Bool, on console: Console
  ) throws(CommandFailure) -> TrialKind.Played? {
    for offset in 0..<count {
      let trial = kind.play(
        seed: first &+ UInt64(offset), keeping: showsTranscript ? .everything : .last(200))
      played += 1
      datagrams += trial.world.traffic.datagrams
      virtualTime += trial.world.elapsed.inSeconds
      if showsTranscript {
        for line in trial.world.transcript.lines { try console.result(line) }
      }
      if trial.complaint != nil { return trial }
    }
    return nil
  }

  func lines(_ failure: TrialKind.Played?, wall: Duration) -> [String] {
    var lines = [
      "\(played) worlds from seed \(first), \(datagrams) datagrams, \(Int(virtualTime)) virtual"
        + " seconds in \(wall.inSeconds.text(decimals: 1)) s"
    ]
    guard let failure else { return lines + ["no rule was broken"] }
    if let complaint = failure.complaint { lines.append(complaint) }
    let options = "\(kind.options)--trials 1 --seed \(failure.world.seed) --transcript"
    return lines + ["alone: \(Probe.name) simulate \(options)"]
  }

  func json(_ failure: TrialKind.Played?, wall: Duration) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { object in
      object.member("first_seed", first)
      object.member("worlds", played)
      object.member("datagrams", datagrams)
      object.member("virtual_seconds", Int(virtualTime))
      object.key("wall_seconds")
      object.literal(wall.inSeconds.text(decimals: 3))
      object.key("failed_seed")
      if let failure { object.value(failure.world.seed) } else { object.literal("null") }
      object.key("violations")
      object.array { array in
        if let complaint = failure?.complaint { array.value(complaint) }
      }
    }
    return writer.octets
  }
}
