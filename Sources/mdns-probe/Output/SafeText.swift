internal import DNSSDWire

extension String {
  /// In quotation marks and safe to print, with everything else escaped as in zone files.
  ///
  /// For texts from outside that are no names: what a user typed, names of files.
  var quoted: String { Array(utf8).quotedText }

  /// Safe to print, without quotation marks.
  var safe: String { Array(utf8).safeText }
}

extension [UInt8] {
  /// The octets as text that is safe to print: what is no UTF-8 and what controls a terminal
  /// becomes `\DDD`, and a backslash or quotation mark gets a backslash.
  var safeText: String { String(quotedText.dropFirst().dropLast()) }
}
