internal import Glibc

/// The value of an environment variable; nil where it is not set.
func environment(_ name: String) -> String? {
  // The text is copied before anything could change the environment.
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// The octets of a file; nil where it cannot be read.
func fileOctets(_ path: String) -> [UInt8]? {
  // The text of the path lives until `open` returns.
  let descriptor = unsafe open(path, O_RDONLY)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var octets: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    // `read` writes at most as many octets as the chunk has.
    let count = unsafe read(descriptor, &chunk, chunk.count)
    guard count >= 0 else { return nil }
    guard count > 0 else { return octets }
    octets += chunk[..<count]
  }
}

/// The names in a folder, sorted; none where it cannot be read.
func names(inFolder path: String) -> [String] {
  // The stream is closed here, and each name copied before the next one is read.
  guard let stream = unsafe opendir(path) else { return [] }
  defer { unsafe closedir(stream) }
  var names: [String] = []
  while let place = unsafe readdir(stream) {
    var name = unsafe place.pointee.d_name
    let text = unsafe withUnsafeBytes(of: &name) { octets in
      unsafe String(decoding: octets.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !text.hasPrefix(".") { names.append(text) }
  }
  return names.sorted()
}
