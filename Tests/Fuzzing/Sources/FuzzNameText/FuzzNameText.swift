internal import DNSSDWire

/// Reads the input as text of every kind that the codec knows, and as octets that become text: what is
/// printed is safe, and reads back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // The fuzzer lends `count` octets until the return.
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: octets, as: UTF8.self)
  if let name = try? DNSName(text) { check(name) }
  if let label = try? DNSLabel(octets: octets), let name = try? DNSName(labels: [label]) {
    check(name)
  }
  if let type = RecordType(text) { precondition(RecordType(type.description) == type) }
  if let recordClass = RecordClass(text) {
    precondition(RecordClass(recordClass.description) == recordClass)
  }
  checkData(octets, text)
  if let address = IPAddress(text) { precondition(IPAddress(address.description) == address) }
  return 0
}

private func check(_ name: DNSName) {
  let text = name.description
  precondition(isSafe(text), "a name prints unsafe text")
  guard let again = try? DNSName(text) else { fatalError("a name does not read back") }
  precondition(again.wireForm == name.wireForm, "a name reads back as another one")
}

private func checkData(_ octets: [UInt8], _ text: String) {
  let type = RecordType(rawValue: 65_280)
  if let data = RecordData(type, genericText: text) {
    precondition(RecordData(type, genericText: data.description) == data)
  }
  let unknown = RecordData(type, octets: octets)
  if octets.count <= WireLimits.dataLength {
    precondition(RecordData(type, genericText: unknown.description) == unknown)
  }
  for type: RecordType in [.txt, .hinfo, .nsec, .srv, .soa, .naptr] {
    let data = RecordData(type, octets: octets)
    precondition(isSafe(data.description), "data prints unsafe text")
    if case .malformed = data { continue }
    precondition(RecordData(type, octets: data.octets) == data, "data reads back as other data")
  }
}

private func isSafe(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy(\.isSafeToPrint)
}
