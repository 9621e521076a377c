internal import DNSSDWire
internal import PacketCapture

/// A capture file that grows with each datagram and is whole at any moment.
struct PacketLog {
  private var file: any OctetSink
  private let path: String

  /// Makes the file, or empties the one that is there.
  init(creating path: String) throws(CommandFailure) {
    do throws(SystemFailure) {
      file = try Descriptor(creating: path)
    } catch {
      throw .file(path, error)
    }
    self.path = path
    try append(CaptureWriter.fileHeader)
  }

  /// Begins a capture at a place where nothing is yet.
  init(_ file: any OctetSink, called path: String) throws(CommandFailure) {
    self.file = file
    self.path = path
    try append(CaptureWriter.fileHeader)
  }

  /// Writes the datagram at once; one that no capture can hold, because its addresses contradict
  /// each other, is left out.
  mutating func write(_ datagram: ReceivedDatagram) throws(CommandFailure) {
    guard let time = datagram.captureTime,
      let record = try? CaptureWriter.record(of: datagram.asCaptured, at: time)
    else { return }
    try append(record)
  }

  private mutating func append(_ octets: [UInt8]) throws(CommandFailure) {
    do throws(SystemFailure) {
      try file.write(octets)
    } catch {
      throw .file(path, error)
    }
  }
}

extension ReceivedDatagram {
  /// When the kernel received it, or else the present second.
  fileprivate var captureTime: CaptureTimestamp? {
    guard let kernelTime else {
      return CaptureTimestamp(seconds: Host.wallClockSeconds, nanoseconds: 0)
    }
    return CaptureTimestamp(
      seconds: kernelTime.secondsSince1970, nanoseconds: kernelTime.nanoseconds)
  }

  /// The datagram as it was on the link; where the kernel did not say to which address it was sent,
  /// the group.
  fileprivate var asCaptured: UDPDatagram {
    UDPDatagram(
      source: source.address, sourcePort: source.port,
      destination: destination ?? MulticastGroup.address(of: source.address.family),
      destinationPort: MulticastGroup.port, hopLimit: hopLimit ?? 0, payload: payload[...])
  }
}
