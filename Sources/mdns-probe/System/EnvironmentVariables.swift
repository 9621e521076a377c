// The C library declares its list of variables as one that may change at any time, and has no other way
// to all of them. This program never changes it.
@unsafe @preconcurrency internal import Glibc

extension Host {
  /// All environment variables by their names.
  static var environmentVariables: [String: String] {
    var variables: [String: String] = [:]
    // The list and its texts live as long as the process, and nobody writes to them; texts are copied.
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let text = unsafe String(cString: entry)
      if let sign = text.firstIndex(of: "=") {
        variables[String(text[..<sign])] = String(text[text.index(after: sign)...])
      }
      unsafe place += 1
    }
    return variables
  }
}
