import DNSSDWire

/// The records as they come out of a message that was written with them and read again.
func roundTrip(_ records: [ResourceRecord]) throws -> [ResourceRecord] {
  var writer = MessageWriter(limit: WireLimits.messageLength)
  for record in records { try writer.append(record, to: .answer) }
  return Array(try Message(decoding: writer.finish(flags: .response)).answers)
}

/// The name as it comes out of a message.
func roundTrip(_ name: DNSName) throws -> DNSName? {
  let record = ResourceRecord(name: name, timeToLive: .other, data: .a(IPv4Address(192, 0, 2, 1)))
  return try roundTrip([record]).first?.name
}

/// A name of `length` octets in wire form, of labels as long as can be.
func name(ofLength length: Int) throws -> DNSName {
  var remaining = length - 1
  var labels: [DNSLabel] = []
  while remaining > 0 {
    let count = remaining == 65 ? 32 : min(remaining - 1, 63)
    labels.append(try DNSLabel(octets: [UInt8](repeating: 0x61, count: count)))
    remaining -= count + 1
  }
  return try DNSName(labels: labels)
}
