/// Text for a POSIX shell and for an EnvironmentFile of systemd.
enum ShellWord {
  /// The text as one word of a shell: bare when no character could mean anything, else in single
  /// quotation marks.
  static func quoted(_ text: String) -> String {
    let isBare = !text.isEmpty && text.utf8.allSatisfy(isPlain)
    guard !isBare else { return text }
    // By scalars: a quotation mark and an accent behind it are one character of Swift.
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result += "'\\'" }
      result.unicodeScalars.append(scalar)
    }
    return result + "'"
  }

  /// The text in double quotation marks, as systemd reads it.
  static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if "\"\\`$".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// Whether the text is one word for a shell and for k3s, as it is or behind `=`.
  static func isPlainWord(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { isPlain($0) || "=[]".utf8.contains($0) }
  }

  private static func isPlain(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "_./:,@%+-".utf8.contains(octet)
    }
  }
}
