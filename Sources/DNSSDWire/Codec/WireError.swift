/// Why octets could not be read, and where.
public struct WireError: Error, Hashable, Sendable {
  /// What is wrong; the raw value is a stable word for machines.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// Fewer than twelve octets.
    case headerTruncated = "header-truncated"
    /// More octets than offsets of sixteen bits can address.
    case messageTooLong = "message-too-long"
    /// A name runs past the end.
    case nameTruncated = "name-truncated"
    /// A name is longer than 256 octets when spelled out.
    case nameTooLong = "name-too-long"
    /// A length octet begins with the bits 01 or 10 (RFC 1035 §4.1.4).
    case labelTypeReserved = "label-type-reserved"
    /// A compression pointer does not point before the labels that led to it.
    case pointerNotBackward = "pointer-not-backward"
    /// A compression pointer leads into the header, where no name can be.
    case pointerIntoHeader = "pointer-into-header"
    /// A name is a chain of more than 127 pointers.
    case pointersTooMany = "pointers-too-many"
    /// A question ends in its type or class.
    case questionTruncated = "question-truncated"
    /// A record ends before its data.
    case recordTruncated = "record-truncated"
    /// Record data runs past the end of the message.
    case dataTruncated = "data-truncated"
    /// Record data is shorter than its type needs.
    case dataTooShort = "data-too-short"
    /// Record data has octets left over behind its last field.
    case dataTooLong = "data-too-long"
    /// A character string runs past the end of its record data.
    case stringTruncated = "string-truncated"
    /// A type bitmap has a block out of order or of a wrong length (RFC 4034 §4.1.2).
    case bitmapMalformed = "bitmap-malformed"
    /// An EDNS option runs past the end of its record data (RFC 6891 §6.1.2).
    case optionTruncated = "option-truncated"
  }

  /// What is wrong.
  public let reason: Reason
  /// Where the faulty field begins, in octets from the start of the message.
  public let offset: Int

  /// Makes the error of a field that begins at `offset`.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension WireError: CustomStringConvertible {
  public var description: String {
    "\(reason.rawValue) at offset \(offset)"
  }
}
