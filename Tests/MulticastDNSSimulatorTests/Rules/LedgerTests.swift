import DNSSDWire
import MulticastDNS
import Testing

@testable import MulticastDNSSimulator

private let record = ResourceRecord.a("x.local.", 1)

@Suite("What a host may say after what it said")
struct LedgerTests {
  /// The rules that are broken when a record is multicast at these moments, in milliseconds.
  private func rate(at moments: [Int], isProbed: Bool = false) -> Int {
    var ledger = MulticastLedger()
    let message = SentMessage(Packet.response([record]))
    return moments.flatMap { moment in
      ledger.multicast(message, on: 1, .v4, at: .milliseconds(moment)) { _ in isProbed }
    }.count
  }

  @Test("a record comes again after a second, after a quarter of one for a probe")
  func multicastRate() {
    #expect(rate(at: [0, 1_000, 2_000]) == 0)
    #expect(rate(at: [0, 999]) == 1)
    #expect(rate(at: [0, 250, 500], isProbed: true) == 0)
    #expect(rate(at: [0, 249], isProbed: true) == 1)
  }

  @Test("goodbyes and the other family do not count")
  func multicastRateExceptions() {
    var ledger = MulticastLedger()
    let goodbye = SentMessage(Packet.response([.a("x.local.", 1, ttl: 0)]))
    let message = SentMessage(Packet.response([record]))
    let no = { (_: DNSName) in false }
    var findings = ledger.multicast(message, on: 1, .v4, at: .milliseconds(0), isProbed: no)
    findings += ledger.multicast(message, on: 1, .v6, at: .milliseconds(0), isProbed: no)
    findings += ledger.multicast(message, on: 2, .v4, at: .milliseconds(0), isProbed: no)
    findings += ledger.multicast(goodbye, on: 1, .v4, at: .milliseconds(1), isProbed: no)
    #expect(findings.isEmpty)
  }

  /// Whether a name may be used at 750 ms after probes at these moments and what came between.
  private func use(after probes: [Int], _ happening: (inout ClaimLedger) -> Void = { _ in })
    -> Bool
  {
    var ledger = ClaimLedger()
    let probe = SentMessage(Packet.probe("x.local.", [record]))
    for moment in probes { ledger.probe(probe, on: 1, at: .milliseconds(moment)) }
    happening(&ledger)
    return ledger.use("x.local.", on: 1, at: .milliseconds(750)) == nil
  }

  @Test("a name is used after three probes with a quarter of a second behind each")
  func claim() {
    #expect(use(after: [0, 250, 500]))
    #expect(use(after: [-3_000, -1_000, 0, 0, 250, 500]))
    #expect(!use(after: [250, 500]))
    #expect(!use(after: [0, 249, 500]))
    #expect(!use(after: [0, 250, 501]))
    #expect(!use(after: []))
  }

  @Test("who contradicts a probe puts it back to its beginning")
  func contradiction() {
    let other = SentMessage(Packet.response([.a("x.local.", 2)]))
    let same = SentMessage(Packet.response([record]))
    let leaving = SentMessage(Packet.response([.a("x.local.", 2, ttl: 0)]))
    #expect(
      !use(after: [0, 250, 500], { ledger in ledger.hear(other, on: 1, at: .milliseconds(600)) }))
    #expect(
      use(after: [0, 250, 500], { ledger in ledger.hear(other, on: 2, at: .milliseconds(600)) }))
    #expect(
      use(after: [0, 250, 500], { ledger in ledger.hear(same, on: 1, at: .milliseconds(600)) }))
    #expect(
      use(after: [0, 250, 500], { ledger in ledger.hear(leaving, on: 1, at: .milliseconds(600)) }))
  }

  @Test("an established name stays so until it is probed for again or the link goes")
  func establishedName() {
    var ledger = ClaimLedger()
    let probe = SentMessage(Packet.probe("x.local.", [record]))
    for moment in [0, 250, 500] { ledger.probe(probe, on: 1, at: .milliseconds(moment)) }
    var uses: [Bool] = []
    for (link, moment) in [(1, 750), (1, 900), (2, 900)] {
      uses.append(ledger.use("x.local.", on: link, at: .milliseconds(moment)) == nil)
    }
    ledger.probe(probe, on: 1, at: .milliseconds(2_000))
    uses.append(ledger.use("x.local.", on: 1, at: .milliseconds(2_100)) == nil)
    ledger.forget(linkIndex: 1)
    uses.append(ledger.use("x.local.", on: 1, at: .milliseconds(2_200)) == nil)
    #expect(uses == [true, true, false, false, false])
  }

  @Test(
    "a record lives as long as it says, a second after its goodbye, and longer when heard again")
  func lives() {
    var heard = HeardRecords()
    let identity = RecordIdentity(record)
    heard.hear(SentMessage(Packet.response([record])), on: 1, at: .milliseconds(0))
    #expect(heard.life(of: identity, on: 1)?.end == .milliseconds(120_000))
    let goodbye = SentMessage(Packet.response([.a("x.local.", 1, ttl: 0)]))
    heard.hear(goodbye, on: 1, at: .milliseconds(500))
    heard.hear(goodbye, on: 1, at: .milliseconds(900))
    #expect(heard.life(of: identity, on: 1)?.end == .milliseconds(1_500))
    #expect(heard.mayHaveEnded(by: .milliseconds(1_500)))
    #expect(!heard.mayHaveEnded(by: .milliseconds(1_499)))
    heard.hear(SentMessage(Packet.response([record])), on: 1, at: .milliseconds(1_000))
    #expect(heard.life(of: identity, on: 1)?.end == .milliseconds(121_000))
    heard.dropEnded(by: .milliseconds(121_000))
    #expect(heard.life(of: identity, on: 1) == nil)
  }
}
