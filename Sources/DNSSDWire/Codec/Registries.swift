/// The type of a record or question, an open set (RFC 1035 §3.2.2).
public struct RecordType: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The types that this codec knows by name, as the registry of RFC 6895 §3.1 numbers them.
  public static let a = RecordType(rawValue: 1)
  public static let ns = RecordType(rawValue: 2)
  public static let cname = RecordType(rawValue: 5)
  public static let soa = RecordType(rawValue: 6)
  public static let ptr = RecordType(rawValue: 12)
  public static let hinfo = RecordType(rawValue: 13)
  public static let mx = RecordType(rawValue: 15)
  public static let txt = RecordType(rawValue: 16)
  public static let rp = RecordType(rawValue: 17)
  public static let afsdb = RecordType(rawValue: 18)
  public static let rt = RecordType(rawValue: 21)
  public static let px = RecordType(rawValue: 26)
  public static let aaaa = RecordType(rawValue: 28)
  public static let srv = RecordType(rawValue: 33)
  public static let naptr = RecordType(rawValue: 35)
  public static let kx = RecordType(rawValue: 36)
  public static let dname = RecordType(rawValue: 39)
  public static let opt = RecordType(rawValue: 41)
  public static let nsec = RecordType(rawValue: 47)
  public static let svcb = RecordType(rawValue: 64)
  public static let https = RecordType(rawValue: 65)
  /// The question for every type at once (RFC 1035 §3.2.3, RFC 6762 §6.5).
  public static let any = RecordType(rawValue: 255)

  /// Whether the type can never be that of stored data: 0, OPT, and the question types 128 to 255
  /// (RFC 6895 §3.1).
  public var isPseudo: Bool {
    rawValue == 0 || self == .opt || (128...255).contains(rawValue)
  }
}

/// The class of a record or question without the top bit, which Multicast DNS uses otherwise.
public struct RecordClass: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The classes of use: the Internet, and the question for every class.
  public static let internet = RecordClass(rawValue: 1)
  public static let any = RecordClass(rawValue: 255)
}

/// The kind of a message (RFC 1035 §4.1.1); Multicast DNS knows the standard query alone
/// (RFC 6762 §18.3).
public struct OperationCode: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The only kind of message in Multicast DNS.
  public static let query = OperationCode(rawValue: 0)
}

/// The outcome that a response reports (RFC 1035 §4.1.1); zero in Multicast DNS (RFC 6762 §18.11).
public struct ResponseCode: RawRepresentable, Hashable, Sendable {
  /// The four bits of the header, or twelve bits together with those of an OPT record.
  public let rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The outcomes of RFC 1035 §4.1.1.
  public static let noError = ResponseCode(rawValue: 0)
  public static let formatError = ResponseCode(rawValue: 1)
  public static let serverFailure = ResponseCode(rawValue: 2)
  public static let nameError = ResponseCode(rawValue: 3)
  public static let notImplemented = ResponseCode(rawValue: 4)
  public static let refused = ResponseCode(rawValue: 5)
}
