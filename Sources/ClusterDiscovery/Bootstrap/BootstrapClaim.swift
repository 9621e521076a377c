internal import DNSSDWire
internal import MulticastDNS

/// The unique record that only one candidate of a cluster can hold, won by probing (RFC 6762 §8).
///
/// Of candidates that probe for it at one moment the one with the smallest key wins the tie: its record
/// comes last in the order of RFC 6762 §8.2.
struct BootstrapClaim: Sendable {
  private enum State: Sendable {
    case none
    case probing(RegistrationID)
    case held(RegistrationID)
    /// Somebody else holds it; tried again then.
    case lost(retry: Instant)
  }

  private let record: ResourceRecord
  private var state = State.none
  private var commands: [EngineCommand] = []

  /// Between two attempts to get it from somebody who gives it up.
  private static let retryGap: Duration = .seconds(1)
  /// Short, so that a dead holder is soon forgotten.
  private static let timeToLive = TimeToLive(seconds: 20)
  /// Octets of a key that decide: what fits a string of TXT twice over.
  private static let rankedOctets = 120

  init(_ scope: ClusterScope, host: DNSName, key: ElectionKey) {
    let label = try? DNSLabel(text: FittedText("k3s bootstrap \(scope)").text)
    let name = label.flatMap { try? DNSName.local.prepending($0) } ?? .local
    // Both strings fit, whatever they hold.
    let rank = key.description.utf8.prefix(Self.rankedOctets).map { ~$0 }
    let strings = [Array("rank=".utf8) + rank, Array("host=\(host)".utf8.prefix(255))]
    let text = (try? TextData(strings: strings)) ?? .empty
    record = ResourceRecord(name: name, timeToLive: Self.timeToLive, data: .txt(text))
  }

  var isHeld: Bool { if case .held = state { true } else { false } }

  /// Whether somebody else has it.
  var isLost: Bool { if case .lost = state { true } else { false } }

  var nextDeadline: Instant? { if case .lost(let retry) = state { retry } else { nil } }

  func owns(_ id: RegistrationID) -> Bool { registration == id }

  private var registration: RegistrationID? {
    switch state {
    case .probing(let id), .held(let id): id
    case .none, .lost: nil
    }
  }

  /// Claims it, or tries again when it is time.
  mutating func claim(at now: Instant, naming identifiers: inout IdentifierSequence) {
    switch state {
    case .probing, .held: return
    case .lost(let retry) where now < retry: return
    case .none, .lost: break
    }
    guard let records = try? RecordRegistration([record], ownership: .unique) else { return }
    let id = identifiers.nextRegistration()
    state = .probing(id)
    commands.append(.publish(Registration(.records(records), conflictPolicy: .giveUp), as: id))
  }

  /// Gives it up for somebody else.
  mutating func release() {
    if let registration { commands.append(.withdraw(registration)) }
    state = .none
  }

  mutating func handle(_ change: RegistrationChange, at now: Instant) {
    guard let id = registration else { return }
    switch change {
    case .established: state = .held(id)
    case .challenged: state = .probing(id)
    case .lost, .withdrawn: state = .lost(retry: now + Self.retryGap)
    case .renamed, .unsuccessful: break
    }
  }

  mutating func nextCommand() -> EngineCommand? {
    commands.isEmpty ? nil : commands.removeFirst()
  }
}
