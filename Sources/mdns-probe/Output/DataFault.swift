internal import DNSSDWire

extension RecordData {
  /// What is wrong with malformed data, as far as its octets alone show it: the word of the codec
  /// where only one can apply, else `data-malformed`; empty for sound data.
  var faultReason: String {
    guard case .malformed(let type, let octets) = self else { return "" }
    switch type {
    case .a: return Self.lengthFault(octets.count, 4)
    case .aaaa: return Self.lengthFault(octets.count, 16)
    case .opt: return WireError.Reason.optionTruncated.rawValue
    default: return "data-malformed"
    }
  }

  private static func lengthFault(_ count: Int, _ needed: Int) -> String {
    (count < needed ? WireError.Reason.dataTooShort : .dataTooLong).rawValue
  }
}
