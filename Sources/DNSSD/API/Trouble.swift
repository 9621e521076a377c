public import DNSSDWire
public import MulticastDNS

/// Something that did not work, for diagnostics; nothing needs to be done about it.
public enum Trouble: Hashable, Sendable {
  /// A datagram was not used.
  case discarded(DiscardReason, source: TransportAddress, linkIndex: Int)
  /// The kernel refused a call.
  case refused(SocketError)
  /// The engine refused a command of this host.
  case command(EngineCommand, CommandError)
}
