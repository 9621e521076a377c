/// The second word of a message: what kind of message it is (RFC 1035 §4.1.1).
public struct MessageFlags: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt16

  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The flags of every Multicast DNS query but a truncated one: all zero (RFC 6762 §18).
  public static let query = MessageFlags(rawValue: 0)

  /// The flags of every Multicast DNS response: QR and AA (RFC 6762 §18.2 and §18.4).
  public static let response = MessageFlags(rawValue: 0x8400)

  /// QR: the message is a response (RFC 6762 §18.2).
  public var isResponse: Bool { rawValue & 0x8000 != 0 }

  /// OPCODE (RFC 6762 §18.3).
  public var operationCode: OperationCode {
    OperationCode(rawValue: UInt8(truncatingIfNeeded: rawValue >> 11 & 0xF))
  }

  /// AA: the responder has authority for the name (RFC 6762 §18.4).
  public var isAuthoritative: Bool { rawValue & 0x0400 != 0 }

  /// TC: more known answers follow in another message, or a unicast reply is cut
  /// (RFC 6762 §18.5).
  public var isTruncated: Bool {
    get { rawValue & 0x0200 != 0 }
    set { rawValue = newValue ? rawValue | 0x0200 : rawValue & ~0x0200 }
  }

  /// RD (RFC 6762 §18.6).
  public var isRecursionDesired: Bool { rawValue & 0x0100 != 0 }

  /// RA (RFC 6762 §18.7).
  public var isRecursionAvailable: Bool { rawValue & 0x0080 != 0 }

  /// The reserved bit Z (RFC 6762 §18.8).
  public var isReservedBitSet: Bool { rawValue & 0x0040 != 0 }

  /// AD (RFC 6762 §18.9).
  public var isAuthenticData: Bool { rawValue & 0x0020 != 0 }

  /// CD (RFC 6762 §18.10).
  public var isCheckingDisabled: Bool { rawValue & 0x0010 != 0 }

  /// RCODE, the four bits of the header alone (RFC 6762 §18.11).
  public var responseCode: ResponseCode { ResponseCode(rawValue: rawValue & 0xF) }
}

/// The parts of a message, in their order on the wire.
public enum MessageSection: UInt8, Hashable, Sendable, CaseIterable {
  case question, answer, authority, additional
}

extension MessageSection: Comparable {
  public static func < (left: MessageSection, right: MessageSection) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The first twelve octets of a message (RFC 1035 §4.1.1).
public struct MessageHeader: Hashable, Sendable {
  /// Zero in multicast messages (RFC 6762 §18.1).
  public let id: UInt16
  public let flags: MessageFlags
  public let questionCount: UInt16
  public let answerCount: UInt16
  public let authorityCount: UInt16
  public let additionalCount: UInt16

  /// Reads the header of a message.
  ///
  /// Throws `headerTruncated` under twelve octets and `messageTooLong` above 65,535.
  public init(reading message: Span<UInt8>) throws(WireError) {
    guard message.count >= WireLimits.headerLength else {
      throw WireError(.headerTruncated, at: message.count)
    }
    guard message.count <= WireLimits.messageLength else {
      throw WireError(.messageTooLong, at: WireLimits.messageLength)
    }
    id = message.uint16(at: 0)
    flags = MessageFlags(rawValue: message.uint16(at: 2))
    questionCount = message.uint16(at: 4)
    answerCount = message.uint16(at: 6)
    authorityCount = message.uint16(at: 8)
    additionalCount = message.uint16(at: 10)
  }

  /// The number of questions or records that the header announces for a section.
  public func count(of section: MessageSection) -> Int {
    switch section {
    case .question: Int(questionCount)
    case .answer: Int(answerCount)
    case .authority: Int(authorityCount)
    case .additional: Int(additionalCount)
    }
  }

  /// All records together, without the questions.
  public var recordCount: Int {
    Int(answerCount) + Int(authorityCount) + Int(additionalCount)
  }
}
