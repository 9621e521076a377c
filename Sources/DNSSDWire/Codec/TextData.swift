/// The strings of a TXT record (RFC 1035 §3.3.14, RFC 6763 §6.1).
///
/// There is always at least one string; a record without any reads and writes as one empty string.
public struct TextData: Hashable, Sendable {
  /// The strings as on the wire, each behind its length octet.
  public let wireForm: [UInt8]

  /// A record with nothing to say: one empty string.
  public static let empty = TextData(wireForm: [0], checked: ())

  /// Throws when a string is longer than 255 octets, or all together than 65,535 with their length
  /// octets.
  public init(strings: some Sequence<[UInt8]>) throws(TextDataError) {
    var wireForm: [UInt8] = []
    for string in strings {
      guard string.count <= WireLimits.stringLength else { throw .stringTooLong }
      guard wireForm.count + string.count < WireLimits.dataLength else { throw .dataTooLong }
      wireForm.append(UInt8(string.count))
      wireForm += string
    }
    self.init(wireForm: wireForm.isEmpty ? [0] : wireForm, checked: ())
  }

  /// Takes record data as it came: a string that runs past the end is dropped with what follows
  /// it, and the good strings before it are kept (RFC 6763 §6.1).
  public init(lenient data: ArraySlice<UInt8>) {
    var end = data.startIndex
    while end < data.endIndex, end + Int(data[end]) < data.endIndex {
      end += Int(data[end]) + 1
    }
    wireForm = end == data.startIndex ? [0] : Array(data[..<end])
  }

  private init(wireForm: [UInt8], checked: Void) {
    self.wireForm = wireForm
  }

  /// The strings in their order, without length octets.
  public var strings: [ArraySlice<UInt8>] {
    var strings: [ArraySlice<UInt8>] = []
    var position = 0
    while position < wireForm.count {
      let end = position + 1 + Int(wireForm[position])
      strings.append(wireForm[(position + 1)..<end])
      position = end
    }
    return strings
  }
}

/// Why strings do not fit a TXT record.
public enum TextDataError: Error, Hashable, Sendable {
  case stringTooLong
  case dataTooLong
}
