internal import DNSSDWire
internal import MulticastDNS

/// What happened in a world, one line each: datagrams, what hosts were told, and what befell them.
///
/// The same seed gives the same lines in every process. Lines are written only when they are asked
/// for, so that a long run costs little.
public struct Transcript: Sendable {
  /// How much is kept.
  public enum Extent: Hashable, Sendable {
    case everything
    /// The last lines alone, as they are shown with a violation.
    case last(Int)
  }

  /// A datagram as its sender gave it away.
  struct Packet: Sendable {
    let sender: String
    var receiver: String
    let content: SentMessage
    /// Who did not get it, in the order of hosts.
    var losers: [String] = []
  }

  enum Happening: Sendable {
    case packet(Packet)
    case told(host: String, Event)
    case commanded(host: String, EngineCommand)
    case refused(host: String, EngineCommand, CommandError)
    case befallen(String)
  }

  struct Line: Sendable {
    let time: Duration
    var happening: Happening
  }

  private let extent: Extent
  private var kept: [Line] = []
  private var oldest = 0
  /// A number that two runs have in common when all their datagrams and faults are the same at the
  /// same moments.
  public private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ extent: Extent) {
    self.extent = extent
  }

  /// The lines that are kept, oldest first.
  public var lines: [String] { ordered.map(\.text) }

  var ordered: [Line] { Array(kept[oldest...] + kept[..<oldest]) }

  mutating func append(_ happening: Happening, at time: Duration) {
    fold(happening, at: time)
    if case .packet(let packet) = happening, isCopyOfLast(packet, at: time) { return }
    let line = Line(time: time, happening: happening)
    switch extent {
    case .everything: kept.append(line)
    case .last(let count) where kept.count < count: kept.append(line)
    case .last(let count):
      guard count > 0 else { return }
      kept[oldest] = line
      oldest = (oldest + 1) % count
    }
  }

  /// Notes that a host lost the datagram of the last line.
  mutating func appendLoser(_ name: String) {
    guard !kept.isEmpty else { return }
    let last = (oldest + kept.count - 1) % kept.count
    guard case .packet(var packet) = kept[last].happening else { return }
    packet.losers.append(name)
    kept[last].happening = .packet(packet)
  }

  /// Whether the last line is the same message, for the other family of the same link.
  private func isCopyOfLast(_ packet: Packet, at time: Duration) -> Bool {
    guard !kept.isEmpty else { return false }
    let last = kept[(oldest + kept.count - 1) % kept.count]
    guard last.time == time, case .packet(let before) = last.happening else { return false }
    return before.content === packet.content && before.sender == packet.sender
      && before.receiver == packet.receiver
  }

  private mutating func fold(_ happening: Happening, at time: Duration) {
    switch happening {
    case .packet(let packet):
      fold(UInt64(bitPattern: time.nanoseconds))
      fold(packet.sender.utf8)
      fold(packet.content.payload)
    case .befallen(let text):
      fold(UInt64(bitPattern: time.nanoseconds))
      fold(text.utf8)
    case .told, .commanded, .refused: break
    }
  }

  /// FNV-1a, the same in every process.
  private mutating func fold(_ octets: some Sequence<UInt8>) {
    for octet in octets { fold(UInt64(octet)) }
  }

  private mutating func fold(_ word: UInt64) {
    digest = (digest ^ word) &* 0x0000_0100_0000_01B3
  }
}

extension Transcript.Line {
  /// The line as it is printed.
  var text: String {
    let body =
      switch happening {
      case .packet(let packet): packet.text
      case .told(let host, let event): "\(host): \(event.transcriptText)"
      case .commanded(let host, let command): "\(host): \(command.transcriptText)"
      case .refused(let host, let command, let error):
        "\(host): \(command.transcriptText), refused: \(error)"
      case .befallen(let text): "-- \(text)"
      }
    return "\(time.transcriptText) \(body)"
  }
}

extension Transcript.Packet {
  fileprivate var text: String {
    let loss = losers.isEmpty ? "" : "  (lost to \(losers.joined(separator: ", ")))"
    return "\(sender) → \(receiver)  \(content.text)\(loss)"
  }
}
