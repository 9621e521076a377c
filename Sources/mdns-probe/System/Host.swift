internal import Glibc

/// What this machine says of itself.
enum Host {
  /// The value of an environment variable; nil when it is not set or empty.
  static func environment(_ name: String) -> String? {
    // The text belongs to the environment, which this program never changes; it is copied.
    let value = unsafe getenv(name).map { unsafe String(cString: $0) }
    return value?.isEmpty == false ? value : nil
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
