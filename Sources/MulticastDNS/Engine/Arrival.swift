internal import DNSSDWire

/// How and when a message came in; what the parts of the engine judge it by.
struct Arrival: Equatable {
  let moment: Instant
  let source: TransportAddress
  let linkIndex: Int
  /// Whether it was sent to the group; else it was sent to one of our addresses.
  let isMulticast: Bool
  let localPort: LocalPort
  /// Whether the source is within a prefix of the link (RFC 6762 §11).
  let isOnLink: Bool
  /// Whether the source is an address of this host on any link: another responder here, or an echo.
  let isFromOwnAddress: Bool
  /// Whether we sent exactly these octets lately: a reflector or a second card brought them back.
  let isEcho: Bool

  /// Whether a query comes from a conventional resolver on a port of its own (RFC 6762 §6.7).
  var isLegacy: Bool { source.portNumber != MulticastGroup.port }
}
