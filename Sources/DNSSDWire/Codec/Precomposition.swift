@_spi(_Unicode) import Swift

extension String {
  /// The text in Unicode Normalization Form C, in which names are sent (RFC 6762 §16, RFC 5198 §3).
  ///
  /// The standard library has the form for its own comparison of strings, but offers it to
  /// neighbouring libraries only; this file is the one place that asks for it.
  var precomposed: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return self }
    var result = ""
    result.unicodeScalars.append(contentsOf: self._nfc)
    return result
  }

  /// Whether ``precomposed`` changes nothing, scalar for scalar.
  var isPrecomposed: Bool {
    utf8.allSatisfy { $0 < 0x80 } || precomposed.unicodeScalars.elementsEqual(unicodeScalars)
  }
}
