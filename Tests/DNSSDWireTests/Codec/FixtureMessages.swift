import DNSSDWire
import PacketCapture

/// The messages that real responders and queriers sent, from the captures in the `Fixtures` folder.
enum FixtureMessages {
  /// The payload of each datagram to or from port 5353, files and packets in order.
  static let all: [[UInt8]] = captures(under: folder).flatMap { messages(inCapture: $0) }

  /// The folder beside `Tests`.
  private static let folder: String = {
    let components = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return components.dropLast(4).joined(separator: "/") + "/Fixtures"
  }()

  private static func captures(under folder: String) -> [String] {
    names(inFolder: folder).flatMap { name in
      let path = folder + "/" + name
      return name.hasSuffix(".pcap") ? [path] : captures(under: path)
    }
  }

  private static func messages(inCapture path: String) -> [[UInt8]] {
    guard let octets = fileOctets(path), var reader = try? CaptureReader(octets) else { return [] }
    var reassembler = FragmentReassembler()
    var messages: [[UInt8]] = []
    while let packet = try? reader.next() {
      guard case .datagram(let datagram) = reassembler.content(of: packet), !datagram.isCut,
        datagram.sourcePort == 5353 || datagram.destinationPort == 5353
      else { continue }
      messages.append(Array(datagram.payload))
    }
    return messages
  }
}
