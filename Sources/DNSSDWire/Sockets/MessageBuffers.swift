/// The memory which receiving fills, kept and used again for every datagram.
struct MessageBuffers: Sendable {
  /// How much of each buffer one datagram filled, and the kernel's remarks on it.
  struct Filled {
    let name: Int
    let payload: Int
    let control: Int
    let flags: Int32
  }

  /// The longest kernel address of the families in use is `sockaddr_in6` with 28 octets.
  private(set) var name = [UInt8](repeating: 0, count: 32)
  private(set) var payload: [UInt8]
  private(set) var control: [UInt8]

  init(payloadCapacity: Int, controlCapacity: Int) {
    payload = [UInt8](repeating: 0, count: payloadCapacity)
    control = [UInt8](repeating: 0, count: controlCapacity)
  }

  /// Lends the three buffers to one call, which must keep no pointer into them.
  @unsafe
  mutating func withUnsafeBytes<Result>(
    _ body: (
      _ name: UnsafeMutableRawBufferPointer, _ control: UnsafeMutableRawBufferPointer,
      _ payload: UnsafeMutableRawBufferPointer
    ) -> Result
  ) -> Result {
    // The arrays are distinct stored properties, and their memory stays in place inside the calls.
    unsafe name.withUnsafeMutableBytes { name in
      unsafe control.withUnsafeMutableBytes { control in
        unsafe payload.withUnsafeMutableBytes { payload in
          unsafe body(name, control, payload)
        }
      }
    }
  }
}
