internal import DNSSDWire

/// What is meant by a name that is asked for without a type.
enum QueryTypes {
  /// The name and types of a text: PTR for an address, a reverse name and a service type, SRV and
  /// TXT for a service instance, A and AAAA for anything else.
  static func defaults(for name: DNSName) -> [RecordType] {
    let labels = name.labels.map { $0.text.lowercased() }
    if isReverse(labels) { return [.ptr] }
    guard let transport = labels.firstIndex(where: { $0 == "_tcp" || $0 == "_udp" }), transport > 0,
      labels[transport - 1].hasPrefix("_")
    else { return [.a, .aaaa] }
    // Before the two labels of the type stands nothing, a subtype, or the label of an instance.
    let isType = transport == 1 || (transport == 3 && labels[1] == "_sub")
    return isType ? [.ptr] : [.srv, .txt]
  }

  private static func isReverse(_ labels: [String]) -> Bool {
    labels.suffix(2) == ["in-addr", "arpa"] || labels.suffix(2) == ["ip6", "arpa"]
  }
}

extension IPAddress {
  /// The name under which the name of the host with this address is found (RFC 1035 §3.5,
  /// RFC 3596 §2.5).
  var reverseName: DNSName? {
    let text: String
    switch self {
    case .v4(let address):
      text = address.octets.reversed().map { "\($0)." }.joined() + "in-addr.arpa."
    case .v6(let address):
      let digits = address.octets.hexadecimal.reversed()
      text = digits.map { "\($0)." }.joined() + "ip6.arpa."
    }
    return try? DNSName(text)
  }
}
