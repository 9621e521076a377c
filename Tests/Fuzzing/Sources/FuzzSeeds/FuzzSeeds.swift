internal import Glibc
internal import PacketCapture

/// Writes the payload of every whole datagram in captures to files of their own.
///
///     FuzzSeeds FOLDER CAPTURE...
@main
enum FuzzSeeds {
  static func main() {
    guard CommandLine.arguments.count > 2 else { fail("usage: FuzzSeeds FOLDER CAPTURE...") }
    var written = 0
    for path in CommandLine.arguments[2...] {
      for payload in payloads(ofCapture: path) {
        write(payload, to: "\(CommandLine.arguments[1])/seed-\(written)")
        written += 1
      }
    }
    print("\(written) messages")
  }

  private static func payloads(ofCapture path: String) -> [[UInt8]] {
    guard let octets = fileOctets(path), var reader = try? CaptureReader(octets) else {
      fail("not a readable capture: \(path)")
    }
    var reassembler = FragmentReassembler()
    var payloads: [[UInt8]] = []
    while let packet = try? reader.next() {
      guard case .datagram(let datagram) = reassembler.content(of: packet), !datagram.isCut
      else { continue }
      payloads.append(Array(datagram.payload))
    }
    return payloads
  }

  private static func write(_ octets: [UInt8], to path: String) {
    // The text of the path lives until `open` returns, and `write` reads no more than the array has.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0, unsafe Glibc.write(descriptor, octets, octets.count) == octets.count
    else { fail("cannot write \(path)") }
    close(descriptor)
  }

  private static func fail(_ reason: String) -> Never {
    print(reason)
    exit(1)
  }
}
