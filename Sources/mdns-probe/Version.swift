/// The version of the command, as `--version` prints it.
enum Version {
  static let current = "0.1.0-dev"
}
