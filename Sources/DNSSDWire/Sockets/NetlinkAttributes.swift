internal import Glibc

extension RawSpan {
  /// Visits the attributes which follow a message's own struct; false when a length does not fit.
  func forEachAttribute<Message: BitwiseCopyable>(
    after _: Message.Type, _ body: (_ type: UInt16, _ content: RawSpan) -> Void
  ) -> Bool {
    forEachAttribute(from: MemoryLayout<Message>.size, body)
  }

  /// Visits the attributes from a position to the end; false when a length does not fit.
  @discardableResult
  func forEachAttribute(
    from start: Int, _ body: (_ type: UInt16, _ content: RawSpan) -> Void
  ) -> Bool {
    var position = start
    while let (header, range) = nextFrame(NetlinkAttributeHeader.self, at: &position) {
      body(header.type, extracting(range))
    }
    return position == byteCount
  }

  /// All octets.
  var octets: [UInt8] {
    (0..<byteCount).compactMap { value(UInt8.self, at: $0) }
  }

  /// The octets before the first zero as text which is safe to print.
  var printableText: String {
    octets.prefix { $0 != 0 }.map(Self.printable).joined()
  }

  private static func printable(_ octet: UInt8) -> String {
    if (0x21...0x7E).contains(octet), octet != UInt8(ascii: "\\") {
      return String(UnicodeScalar(octet))
    }
    let digits = String(octet, radix: 16)
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }
}

extension IPAddress {
  /// Reads the content of an address attribute; nil for other families and lengths.
  init?(reading content: RawSpan, family: UInt8) {
    if family == UInt8(AF_INET), content.byteCount == 4, let address = content.value(in_addr.self) {
      self = .v4(IPv4Address(address))
    } else if family == UInt8(AF_INET6), content.byteCount == 16,
      let address = content.value(IPv6AddressBytes.self)
    {
      self = .v6(address.value)
    } else {
      return nil
    }
  }
}
