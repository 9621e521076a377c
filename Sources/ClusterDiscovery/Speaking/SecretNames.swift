/// The names of variables, fields and options whose values are secrets.
enum SecretNames {
  private static let words = [
    "token", "secret", "password", "passwd", "passphrase", "key", "credential", "bearer",
    "authorization",
  ]

  /// Fields of our own log that speak of a secret, or have a name like one, and hold none.
  private static let harmless = Set(LogEventName.all.flatMap(\.fields))

  /// Whether a field or variable of that name holds a secret, by its name.
  static func isSecret(_ name: String) -> Bool {
    !harmless.contains(name) && looksSecret(Array(name.utf8))
  }

  /// The same for a name in foreign text, where nobody vouches for it.
  static func looksSecret(_ name: [UInt8]) -> Bool {
    let folded = String(decoding: name, as: UTF8.self).lowercased()
    return words.contains { folded.contains($0) }
  }
}
