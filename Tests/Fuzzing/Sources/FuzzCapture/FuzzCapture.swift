internal import DNSSDWire
internal import PacketCapture

/// Reads the input as a capture file, with the datagrams, fragments and messages in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // The fuzzer lends `count` octets until the return.
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let recognised = CaptureReader.recognises(octets)
  do throws(CaptureError) {
    var reader = try CaptureReader(octets)
    precondition(recognised, "reads what it does not recognise")
    var reassembler = FragmentReassembler()
    var number = 0
    while let packet = try reader.next() {
      number += 1
      precondition(packet.number == number && packet.bytes.count <= octets.count)
      check(reassembler.content(of: packet))
      precondition(reassembler.waitingDatagrams <= FragmentReassembler.maximumDatagrams)
    }
  } catch {
    precondition(error.offset <= octets.count, "the place of a fault is outside the file")
  }
  return 0
}

private func check(_ content: PacketContent) {
  guard case .datagram(let datagram) = content else { return }
  precondition(datagram.payload.count <= datagram.payloadLength)
  precondition(datagram.isCut == (datagram.payload.count < datagram.payloadLength))
  guard let message = try? Message(decoding: Array(datagram.payload)) else { return }
  precondition(message.records.materialised().count == message.header.recordCount)
}
