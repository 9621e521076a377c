internal import Glibc

/// The value of an environment variable; nil where it is not set.
func environment(_ name: String) -> String? {
  // The text is copied before anything could change the environment.
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
