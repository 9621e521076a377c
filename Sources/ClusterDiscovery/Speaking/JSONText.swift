internal import DNSSDWire

/// The two forms of a JSON value that are made here; both are one line and safe to print.
enum JSONText {
  /// A string in quotation marks. Characters that do not show themselves are escaped, too, so that
  /// the line can go to a terminal.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isSafeToPrint: result.unicodeScalars.append(scalar)
      default: result += UTF16.encode(scalar).map { $0.map(escape).joined() } ?? ""
      }
    }
    return result + "\""
  }

  /// An object with its members in the order given; the values are JSON already.
  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ",") + "]"
  }

  private static func escape(_ unit: UInt16) -> String {
    "\\u" + [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)].hexadecimal
  }
}
