internal import DNSSDWire
internal import MulticastDNS

/// Whether unicast to port 5353 may reach another process of this host (RFC 6762 §15.1).
///
/// Asked when links change, after sleep, and before something is published: these are the moments at
/// which the engine asks for unicast responses.
struct PortSharing {
  /// For hosts that hide the table of sockets: whether somebody had the port before us.
  private let wasHeld: Bool

  /// To be made before our own sockets are.
  init() {
    wasHeld = AddressFamily.allCases.contains { family in
      // Asking takes the port for a moment, so that is done only where there is no other way.
      guard MulticastSocket.countPortHolders(for: family) == nil else { return false }
      return (try? MulticastSocket.isPortHeld(for: family)) ?? false
    }
  }

  func isShared(by channels: [Channel]) -> Bool {
    channels.contains { channel in
      channel.localPort == .multicastDNS
        && MulticastSocket.countPortHolders(for: channel.family).map { $0 > 1 } ?? wasHeld
    }
  }
}
