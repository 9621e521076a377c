internal import ClusterDiscovery
internal import Glibc

/// Files that may hold the token of a cluster.
enum TokenFiles {
  /// What each file holds; those that are not there are left out.
  static func read(_ paths: [String]) -> [String: TokenFile] {
    var files: [String: TokenFile] = [:]
    for path in paths {
      do throws(SystemFailure) {
        files[path] = .contents(String(decoding: try Files.read(path), as: UTF8.self))
      } catch  where error.number == ENOENT || error.number == ENOTDIR {
        continue
      } catch {
        files[path] = .unreadable("\(error)")
      }
    }
    return files
  }
}
