internal import Glibc

/// Who else has port 5353, read from the table that the kernel keeps of its UDP sockets.
extension MulticastSocket {
  /// How many sockets of this network namespace unicast to port 5353 may reach, ours included; nil when
  /// the table cannot be read or is longer than ``SocketLimits/socketTable``.
  ///
  /// A datagram reaches one of them only (RFC 6762 §15.1). Unlike ``isPortHeld(for:)`` this takes
  /// nothing from anybody, and can be asked while our own sockets are open.
  public static func countPortHolders(for family: AddressFamily) -> Int? {
    let name = family == .v4 ? "udp" : "udp6"
    guard let table = try? SystemCalls.contents(of: "/proc/thread-self/net/" + name) else {
      return nil
    }
    return PortHolders.count(in: table)
  }
}

extension SocketLimits {
  /// The longest table of sockets that is read, in octets: some 15,000 sockets.
  public static let socketTable = 2 * 1_024 * 1_024
}

/// Reading the table of sockets, one line each: a number, the local address and port, the remote ones,
/// and more, all in hexadecimal.
enum PortHolders {
  static func count(in table: [UInt8]) -> Int {
    table.split(separator: UInt8(ascii: "\n")).count { line in
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
      guard fields.count > 2, let local = Endpoint(fields[1]), let remote = Endpoint(fields[2])
      else { return false }
      // A socket bound to a group hears no unicast, and a connected one its correspondent alone.
      return local.port == MulticastGroup.port && !local.isGroup && remote.port == 0
    }
  }

  private struct Endpoint {
    let port: UInt16
    let isGroup: Bool

    /// Reads `0100007F:14E9`, words of the address in the order of this machine.
    init?(_ field: ArraySlice<UInt8>) {
      let parts = field.split(separator: UInt8(ascii: ":"))
      guard parts.count == 2,
        let port = UInt16(String(decoding: parts[1], as: UTF8.self), radix: 16),
        let word = UInt32(String(decoding: parts[0].prefix(8), as: UTF8.self), radix: 16)
      else { return nil }
      let first = UInt8(truncatingIfNeeded: UInt32(bigEndian: word) >> 24)
      self.port = port
      isGroup = parts[0].count > 8 ? first == 0xFF : (0xE0...0xEF).contains(first)
    }
  }
}
