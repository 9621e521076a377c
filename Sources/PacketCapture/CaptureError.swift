/// Why a capture file cannot be read, or not be read further.
public struct CaptureError: Error, Hashable, Sendable {
  /// What is wrong with the file.
  public enum Reason: Hashable, Sendable {
    /// The file begins neither as pcap nor as pcapng.
    case unrecognised
    /// The file header or section header has a version whose layout is not known.
    case unsupportedVersion(major: UInt16, minor: UInt16)
    /// The file ends inside a header, record or block.
    case truncated
    /// A pcapng block has lengths that contradict each other or its content.
    case malformedBlock
    /// A pcapng packet names an interface that its section has not described.
    case unknownInterface(UInt32)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where the header, record or block in question begins, in octets from the start of the file.
  public let offset: Int

  init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
