import DNSSDWire
import MulticastDNS
import Testing

@testable import DNSSD

@Suite("The parts of the driver's loop")
struct LoopPartTests {
  private static func at(_ seconds: Double) -> Instant {
    Instant(nanoseconds: UInt64(seconds * 1e9))
  }

  @Test("a wait that was longer than asked, or a sleeping host, means packets missed")
  func sleep() {
    // When the wait ends, how long it was to last, and how long the host slept.
    let cases: [(now: Double, wait: Double?, asleep: Int64, isMissed: Bool)] = [
      (100, nil, 0, false), (100, 99, 0, false), (100, 94, 0, true), (100, nil, 6, true),
      (100, 100, 6, true), (4, 1, 9, false), (100, 99, 4, false), (7, 0.5, 0, true),
    ]
    for (index, each) in cases.enumerated() {
      var watch = SleepWatch(at: Self.at(0), asleep: .zero)
      watch.wait(until: each.wait.map(Self.at))
      let isMissed = watch.wakes(at: Self.at(each.now), timeAsleep: { .seconds(each.asleep) })
      #expect(isMissed == each.isMissed, "case \(index)")
    }
  }

  @Test("a sleep is noticed once")
  func sleepOnce() {
    var watch = SleepWatch(at: Self.at(0), asleep: .seconds(3))
    let wakes = [(50.0, 40), (100, 40), (200, 80)].map { now, asleep in
      watch.wakes(at: Self.at(now), timeAsleep: { .seconds(asleep) })
    }
    #expect(wakes == [true, false, true])
  }

  @Test("failures are counted always and told once for each reason and interface")
  func failures() {
    var log = FailureLog()
    let send = { (last: UInt8, errno: Errno, index: Int) in
      let address = SocketAddress(.v4(IPv4Address(192, 0, 2, last)), port: 5353)
      return SocketError(.send(to: address), errno, interfaceIndex: index)
    }
    let errors = [
      send(1, .networkUnreachable, 2), send(2, .networkUnreachable, 2),
      send(1, .permissionDenied, 2),
      send(1, .networkUnreachable, 3), SocketError(.receive, .outOfMemory),
    ]
    #expect(errors.map { log.insert($0) } == [true, false, true, true, true])
    #expect(log.sendErrors == [.networkUnreachable: 3, .permissionDenied: 1])
    #expect(log.otherErrors == 1)
    log.forget()
    let isTold = log.insert(send(1, .networkUnreachable, 2))
    #expect(isTold)
    for index in 0..<1_000 { _ = log.insert(send(1, .noBufferSpace, index)) }
    let isToldBeyond = log.insert(send(1, .messageTooLong, 1))
    #expect(!isToldBeyond)
    #expect(log.sendErrors[.noBufferSpace] == 1_000)
  }

  @Test("an end waits for goodbyes, for nothing else, and not for ever")
  func ending() {
    let withdrawn = { (id: UInt64) in
      Event.registration(RegistrationID(rawValue: id), .withdrawn)
    }
    let waiting = Deadline(instant: Self.at(99), reason: .goodbye)
    var ending = Ending()
    #expect(!ending.isOver(at: Self.at(1)))
    for id in [UInt64(7), 3, 5] { ending.note(.publishing(id)) }
    ending.note(withdrawn(5))
    ending.noteDeadline(nil)
    #expect(!ending.isOver(at: Self.at(1)))
    let goodbyes = [ending.goodbyes(at: Self.at(1)), ending.goodbyes(at: Self.at(1))]
    #expect(goodbyes == [[3, 7].map { .withdraw(RegistrationID(rawValue: $0)) }, []])
    ending.noteDeadline(waiting)
    #expect(!ending.isOver(at: Self.at(2)))
    #expect(ending.isOver(at: Self.at(2.5)))
    for id in [UInt64(3), 7] { ending.note(withdrawn(id)) }
    ending.noteDeadline(waiting)
    #expect(ending.isOver(at: Self.at(1.1)))
  }

  @Test("an end without anything published is at once")
  func emptyEnding() {
    var ending = Ending()
    let goodbyes = ending.goodbyes(at: Self.at(1))
    #expect(goodbyes.isEmpty)
    ending.noteDeadline(Deadline(instant: Self.at(99), reason: .nextQuery))
    #expect(ending.isOver(at: Self.at(1)))
  }
}

extension EngineCommand {
  /// The publishing of anything under a number.
  static func publishing(_ id: UInt64) -> EngineCommand {
    let record = ResourceRecord(
      name: .local, recordClass: .internet, isCacheFlush: false, timeToLive: .other,
      data: .txt(.empty))
    let records = try? RecordRegistration([record], ownership: .shared)
    guard let records else { return .withdraw(RegistrationID(rawValue: id)) }
    return .publish(Registration(.records(records)), as: RegistrationID(rawValue: id))
  }
}
