internal import Glibc

extension Files {
  /// Writes a file anew, whole or not at all, also when the power fails meanwhile.
  static func replace(_ path: String, with octets: [UInt8]) throws(SystemFailure) {
    let draft = path + ".new"
    do throws(SystemFailure) {
      let descriptor = try Descriptor(creating: draft)
      try descriptor.write(octets)
      try descriptor.synchronize()
      // Neither call keeps anything of the paths.
      guard unsafe rename(draft, path) == 0 else { throw .last }
    } catch {
      _ = unsafe unlink(draft)
      throw error
    }
  }

  /// Makes a folder and those above it, as far as they are not there.
  static func makeFolder(_ path: String) throws(SystemFailure) {
    // The call keeps nothing of the path.
    if unsafe mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let end = path.dropLast().lastIndex(of: "/"), end > path.startIndex
    else { throw .last }
    try makeFolder(String(path[..<end]))
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .last }
  }
}

extension Host {
  /// Whether this process may do everything.
  static var isRoot: Bool { geteuid() == 0 }
}
