internal import ReadingLaws

/// Reads the input as a message, and holds the codec to every law of reading: a second reader agrees
/// with it, so does a walk, and what is read can be written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // The fuzzer lends `count` octets until the return.
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  if let law = ReadingLaws.broken(by: octets) { fatalError("the codec \(law)") }
  return 0
}
