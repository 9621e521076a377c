/// Hears from the kernel whenever an interface or an address changes, as long as the value lives.
///
/// It says that something changed, never what: a new ``NetworkInterface/snapshot()`` says what is
/// true now, and no lost message can make that wrong.
public struct InterfaceMonitor: ~Copyable, Sendable {
  /// How many messages came from other senders than the kernel, and were ignored.
  public private(set) var forgedMessageCount = 0

  /// What one call of ``drain()`` reads at most, so that no storm of changes keeps it from
  /// returning; the descriptor then stays ready.
  static let datagramsPerDrain = 256

  private var socket: NetlinkSocket

  /// A monitor which hears all changes from now on.
  public init() throws(SocketError) {
    do {
      socket = try NetlinkSocket(
        groups: NetlinkGroup.link | NetlinkGroup.addressV4 | NetlinkGroup.addressV6)
    } catch {
      throw SocketError(.watchInterfaces, error)
    }
  }

  /// What to wait on until something may have changed.
  public var fileDescriptor: Int32 { socket.descriptor.rawValue }

  /// Takes the messages which wait, and says whether a new snapshot is due: the kernel reported a
  /// change, or had more to report than there was room for.
  public mutating func drain() throws(SocketError) -> Bool {
    var hasChanged = false
    for _ in 0..<Self.datagramsPerDrain {
      do {
        if try socket.receive().isFromKernel {
          hasChanged = true
        } else {
          forgedMessageCount += 1
        }
      } catch .wouldBlock {
        break
      } catch .noBufferSpace {
        hasChanged = true
      } catch {
        throw SocketError(.watchInterfaces, error)
      }
    }
    return hasChanged
  }
}
