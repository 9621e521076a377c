internal import DNSSDWire

/// An interface monitor that can be optional and passed on like any other reference.
final class InterfaceChanges {
  private var monitor: InterfaceMonitor

  init() throws(SocketError) {
    monitor = try InterfaceMonitor()
  }

  var fileDescriptor: Int32 { monitor.fileDescriptor }

  /// Takes the reports that wait, and says whether there was a change.
  func drain() throws(SocketError) -> Bool { try monitor.drain() }
}
