internal import ClusterDiscovery

/// The files that may hold the token of a cluster.
enum TokenFiles {
  /// Reads exactly what the policy names, each as it is found.
  static func contents(
    for policy: TokenPolicy, in variables: [String: String]
  ) -> [String: TokenFile] {
    var files: [String: TokenFile] = [:]
    for path in policy.paths(in: variables) where files[path] == nil {
      files[path] = file(at: path)
    }
    return files
  }

  private static func file(at path: String) -> TokenFile {
    do throws(SystemFailure) {
      // What never ends, such as a pipe, is not waited for.
      guard try Files.kind(of: path) == .regular else { return .unreadable("it is no file") }
      return .contents(String(decoding: try Files.read(path), as: UTF8.self))
    } catch {
      return error.isAbsence ? .absent : .unreadable("\(error)")
    }
  }
}

extension TokenLookup {
  /// Looks through the given variables, and the files that the settings and they allow.
  init(_ settings: ClusterSettings, in variables: [String: String]) {
    let policy = TokenPolicy(settings)
    self.init(
      environment: variables, files: TokenFiles.contents(for: policy, in: variables),
      policy: policy)
  }
}
