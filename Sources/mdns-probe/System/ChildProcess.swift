internal import Glibc

/// A command of the user that runs beside this program.
struct ChildProcess: Sendable {
  private let number: pid_t

  /// Has the shell run a command, in a process group of its own, with variables beside those of this
  /// process. What it writes to its output goes to the error stream, as results are ours alone.
  init(
    shell command: String, adding variables: [(name: String, value: String)]
  ) throws(SystemFailure) {
    var environment = Host.environmentVariables
    for variable in variables { environment[variable.name] = variable.value }
    // The copies are made for the call, which keeps none of them, and freed below.
    var words = unsafe Self.copies(of: ["/bin/sh", "-c", command])
    var settings = unsafe Self.copies(
      of: environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    defer { unsafe Self.free(words + settings) }
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    // Both are filled here, used by one call, and given back.
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      _ = unsafe posix_spawn_file_actions_destroy(&actions)
      _ = unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var number = pid_t()
    let error = unsafe posix_spawn(
      &number, "/bin/sh", &actions, &attributes, &words, &settings)
    guard error == 0 else { throw SystemFailure(number: error) }
    self.number = number
  }

  /// The texts as the C library takes a list of them: with a null at the end.
  private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var copies: [UnsafeMutablePointer<CChar>?] = unsafe []
    for text in texts { unsafe copies.append(strdup(text)) }
    unsafe copies.append(nil)
    return unsafe copies
  }

  private static func free(_ copies: [UnsafeMutablePointer<CChar>?]) {
    for place in unsafe copies.indices { unsafe Glibc.free(copies[place]) }
  }

  /// Its exit code, or 128 and the signal that ended it; nil while it runs. To be asked until it is
  /// there, and no more.
  func exitCode() -> Int32? {
    var status: Int32 = 0
    // The call fills the number and keeps nothing.
    let ended = unsafe waitpid(number, &status, WNOHANG)
    guard ended != 0 else { return nil }
    guard ended == number else { return 127 }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Asks it and all that it started to end.
  func terminate() {
    _ = kill(-number, SIGTERM)
  }
}
