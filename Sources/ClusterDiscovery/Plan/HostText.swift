/// The host names that may stand in a URL, a certificate and a shell without quotation marks.
enum HostText {
  /// Whether the text is a host name: labels of letters, digits and inner hyphens, each of 63
  /// octets at most, 253 in all (RFC 1123 §2.1).
  static func isHostName(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253 && labels.allSatisfy(isLabel)
  }

  /// The one label of a host name on the link; nil when there are more or other characters. `Host`,
  /// `host.local`, `host.local.local.` have one and the same, in the case it was typed.
  static func label(ofLocal text: String) -> String? {
    var labels = text.split(separator: ".", omittingEmptySubsequences: false)
    while labels.last == "" { labels.removeLast() }
    while labels.count > 1, labels.last?.lowercased() == "local" { labels.removeLast() }
    guard labels.count == 1, isLabel(labels[0]) else { return nil }
    return String(labels[0])
  }

  /// Whether the text is letters, digits, and `. _ -` in between; 63 octets at most, which is
  /// what a label of a Kubernetes node takes.
  static func isWord(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count) && text.utf8.allSatisfy { isAlphanumeric($0) || isMark($0) }
      && text.utf8.first.map(isAlphanumeric) == true && text.utf8.last.map(isAlphanumeric) == true
  }

  private static func isLabel(_ label: Substring) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.utf8.count)
      && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
      && label.utf8.first != hyphen && label.utf8.last != hyphen
  }

  private static func isAlphanumeric(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static func isMark(_ octet: UInt8) -> Bool {
    octet == UInt8(ascii: ".") || octet == UInt8(ascii: "_") || octet == UInt8(ascii: "-")
  }
}
