public import DNSSDWire

/// Why a datagram was not used.
public enum DiscardReason: Error, Hashable, Sendable {
  /// It is no DNS message.
  case malformed(WireError)
  /// It came in on an interface that is no link of ours.
  case unknownLink
  /// Its OPCODE is not 0 (RFC 6762 §18.3).
  case otherOperation
  /// Its RCODE is not 0 (RFC 6762 §18.11).
  case otherResponseCode
  /// A response from a port other than 5353 (RFC 6762 §6).
  case otherSourcePort
  /// A unicast response that nobody asked for (RFC 6762 §6).
  case unsolicited
  /// Its sender is not on the link (RFC 6762 §11).
  case offLink
  /// Its hop limit is not 255, and only such datagrams are wanted (RFC 6762 §11).
  case hopLimit
  /// We sent it ourselves.
  case echo
}

extension DiscardReason {
  /// The reason without what is special about one datagram.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case malformed, unknownLink, otherOperation, otherResponseCode, otherSourcePort, unsolicited
    case offLink, hopLimit, echo
  }

  /// The reason alone.
  public var kind: Kind {
    switch self {
    case .malformed: .malformed
    case .unknownLink: .unknownLink
    case .otherOperation: .otherOperation
    case .otherResponseCode: .otherResponseCode
    case .otherSourcePort: .otherSourcePort
    case .unsolicited: .unsolicited
    case .offLink: .offLink
    case .hopLimit: .hopLimit
    case .echo: .echo
    }
  }
}
