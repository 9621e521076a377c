/// One packet of a capture file, as it was on the link.
public struct CapturedPacket: Hashable, Sendable {
  /// The place among the packets of the file, from 1.
  public let number: Int
  /// When it was captured; nil where the file does not say.
  public let timestamp: CaptureTimestamp?
  /// What `bytes` begins with.
  public let linkType: LinkType
  /// The octets that were captured: a view of the file, whose indices are offsets in the file.
  public let bytes: ArraySlice<UInt8>
  /// How many octets the packet had on the link; more than `bytes` if the capture cut it.
  public let originalLength: Int

  public init(
    number: Int, timestamp: CaptureTimestamp?, linkType: LinkType, bytes: ArraySlice<UInt8>,
    originalLength: Int
  ) {
    self.number = number
    self.timestamp = timestamp
    self.linkType = linkType
    self.bytes = bytes
    self.originalLength = originalLength
  }
}
