internal import Glibc

/// Files as a command takes them: by name, whole.
enum Files {
  /// A capture is read whole into memory, so this is the memory that one file can cost; mDNS traffic
  /// of weeks is smaller, and endless devices such as `/dev/zero` end here.
  static let longest = 256 * 1_048_576

  static func read(_ path: String) throws(SystemFailure) -> [UInt8] {
    try Descriptor(reading: path).readAll(limit: longest)
  }

  static func readStandardInput() throws(SystemFailure) -> [UInt8] {
    try SystemCalls.readAll(SystemCalls.standardInput, limit: longest)
  }

  /// What a path names.
  enum Kind {
    case regular, directory, other
  }

  /// The kind of a file behind all symbolic links.
  static func kind(of path: String) throws(SystemFailure) -> Kind {
    var status = stat()
    // The call fills the structure and keeps neither it nor the path.
    guard unsafe stat(path, &status) == 0 else { throw .last }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    default: .other
    }
  }

  /// The paths of what a directory holds, but itself and its parent, in the order of their octets.
  static func contents(of directory: String) throws(SystemFailure) -> [String] {
    // The stream lives until it is closed below.
    guard let stream = unsafe opendir(directory) else { throw .last }
    defer { _ = unsafe closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let record = unsafe readdir(stream) {
      // The record is valid until the next call; its name ends with a zero octet and is copied.
      let name = unsafe withUnsafeBytes(of: record.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .last }
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    return names.sorted { $0.lexicographicallyPrecedes($1) }
      .map { prefix + String(decoding: $0, as: UTF8.self) }
  }
}
