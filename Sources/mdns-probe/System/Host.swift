internal import Glibc

/// What this machine says of itself.
enum Host {
  /// The value of an environment variable; nil when it is not set or empty.
  static func environment(_ name: String) -> String? {
    // The text belongs to the environment, which this program never changes; it is copied.
    let value = unsafe getenv(name).map { unsafe String(cString: $0) }
    return value?.isEmpty == false ? value : nil
  }

  /// The first label of the host name, as octets; empty when the host has none.
  static var nameLabel: [UInt8] {
    var characters = [CChar](repeating: 0, count: 256)
    // The call writes at most one octet less than the array has, so that a zero ends the name.
    guard unsafe gethostname(&characters, characters.count - 1) == 0 else { return [] }
    let octets = characters.map { UInt8(bitPattern: $0) }
    return Array(octets.prefix { $0 != 0 && $0 != UInt8(ascii: ".") })
  }

  /// The wall clock in whole seconds since 1970, for records of what happened.
  static var wallClockSeconds: Int64 {
    // Without a place to store it, the call returns the time and writes nothing.
    Int64(time(nil))
  }

  /// Ends this process.
  static func exit(_ status: ExitStatus) -> Never {
    Glibc.exit(status.rawValue)
  }
}
