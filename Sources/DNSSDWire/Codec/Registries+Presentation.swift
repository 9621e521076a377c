extension RecordType: CustomStringConvertible {
  private static let mnemonics: [(RecordType, String)] = [
    (.a, "A"), (.ns, "NS"), (.cname, "CNAME"), (.soa, "SOA"), (.ptr, "PTR"), (.hinfo, "HINFO"),
    (.mx, "MX"), (.txt, "TXT"), (.rp, "RP"), (.afsdb, "AFSDB"), (.rt, "RT"), (.px, "PX"),
    (.aaaa, "AAAA"), (.srv, "SRV"), (.naptr, "NAPTR"), (.kx, "KX"), (.dname, "DNAME"),
    (.opt, "OPT"), (.nsec, "NSEC"), (.svcb, "SVCB"), (.https, "HTTPS"), (.any, "ANY"),
  ]

  /// Reads a mnemonic such as `PTR`, a form such as `TYPE65280` (RFC 3597 §5) or a plain number,
  /// in any case.
  public init?(_ text: String) {
    let upper = text.uppercased()
    if let known = Self.mnemonics.first(where: { $0.1 == upper }) {
      self = known.0
    } else if let number = UInt16(
      unsigned: upper.hasPrefix("TYPE") ? upper.dropFirst(4) : upper[...])
    {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }

  /// The mnemonic, or `TYPEn` for a type without one (RFC 3597 §5).
  public var description: String {
    Self.mnemonics.first { $0.0 == self }?.1 ?? "TYPE\(rawValue)"
  }
}

extension RecordClass: CustomStringConvertible {
  /// Reads `IN`, `ANY`, a form such as `CLASS3` (RFC 3597 §5) or a plain number, in any case.
  public init?(_ text: String) {
    let upper = text.uppercased()
    if upper == "IN" {
      self = .internet
    } else if upper == "ANY" {
      self = .any
    } else if let number = UInt16(
      unsigned: upper.hasPrefix("CLASS") ? upper.dropFirst(5) : upper[...])
    {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }

  /// `IN`, `ANY`, or `CLASSn` (RFC 3597 §5).
  public var description: String {
    switch self {
    case .internet: "IN"
    case .any: "ANY"
    default: "CLASS\(rawValue)"
    }
  }
}

extension ResponseCode: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noError: "NOERROR"
    case .formatError: "FORMERR"
    case .serverFailure: "SERVFAIL"
    case .nameError: "NXDOMAIN"
    case .notImplemented: "NOTIMP"
    case .refused: "REFUSED"
    default: "RCODE\(rawValue)"
    }
  }
}

extension UInt16 {
  /// Reads decimal digits alone; a sign is refused, unlike in the standard initialiser.
  init?(unsigned text: Substring) {
    guard text.first?.isASCII == true, text.first?.isNumber == true else { return nil }
    self.init(text)
  }
}
