internal import DNSSDWire

/// Names of hosts as adverts spell them.
///
/// `pi`, `pi.local`, `pi.local.` and `pi.local.local` are one host. The case is kept, and ignored in
/// comparison.
extension DNSName {
  /// The name without control characters and repeated endings `local.`; a single label is one of
  /// `local.`. Nil when nothing is left of it.
  var clusterHost: DNSName? {
    var labels = self.labels.compactMap { label in
      try? DNSLabel(octets: label.octets.filter { !$0.isControlOctet })
    }
    let local = DNSName.local.firstLabel
    var isLocal = false
    while let last = labels.last, last == local {
      labels.removeLast()
      isLocal = true
    }
    guard !labels.isEmpty else { return nil }
    if isLocal || labels.count == 1 { labels += DNSName.local.labels }
    return try? DNSName(labels: labels)
  }

  /// Reads a host from a cleaned value, with any number of dots at its end; nil for an address or
  /// anything else that is no name.
  init?(clusterHost text: String) {
    guard IPAddress(text) == nil else { return nil }
    let trimmed = text.reversed().drop { $0 == "." }.reversed()
    guard let name = try? DNSName(String(trimmed)), let host = name.clusterHost else { return nil }
    self = host
  }

  /// The name without the dot at its end, safe to print, as adverts and election keys spell it.
  var hostText: String { isRoot ? "" : String(description.dropLast()) }

  /// An order for lists: by octets, ignoring case.
  func precedes(_ other: DNSName) -> Bool {
    wireForm.inLowerCase.lexicographicallyPrecedes(other.wireForm.inLowerCase)
  }
}
