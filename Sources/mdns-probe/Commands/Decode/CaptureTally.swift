internal import PacketCapture

/// What of a capture was no message, so that nothing is passed over in silence.
struct CaptureTally {
  /// Fragmented datagrams that lack a part.
  var unfinished = 0
  private var messages = 0
  private var packets = 0
  /// Of each kind of damage, in the order in which they were met.
  private var damages: [(kind: String, count: Int)] = []

  mutating func takeMessage() {
    packets += 1
    messages += 1
  }

  mutating func passOver(_ content: PacketContent) {
    packets += 1
    guard case .unread(let reason) = content, let kind = reason.damage else { return }
    if let index = damages.firstIndex(where: { $0.kind == kind }) {
      damages[index].count += 1
    } else {
      damages.append((kind, 1))
    }
  }

  /// What there is to say; nothing when all was well and there was a message.
  func lines(_ ports: PortFilter) -> [String] {
    var lines = damages.map { "packets not read: \($0.count) (\($0.kind))" }
    if unfinished > 0 { lines.append("fragmented datagrams without all parts: \(unfinished)") }
    if messages == 0 { lines.append("no UDP datagram of \(ports) in \(packets) packets") }
    return lines
  }
}

extension UnreadReason {
  /// What is wrong with the packet; nil when it is sound and merely of another protocol.
  fileprivate var damage: String? {
    switch self {
    case .notIP, .notUDP, .unknownFamily: nil
    case .unknownLinkType(let type): "link type \(type.rawValue) is not known"
    case .truncated(let layer, _): "cut in the \(layer) header"
    case .malformed(let layer, _): "malformed \(layer) header"
    case .refusedFragment: "fragments contradict each other"
    }
  }
}
