internal import ClusterDiscovery
internal import DNSSD

/// Where a node keeps what it has to remember, and the lock by which only one process is that node.
struct NodeFolder: Hashable, Sendable {
  /// The path of its files without their endings.
  private let stem: String

  /// The folder of a node: the one that settings name, else one that this user may write to.
  init(_ settings: ClusterSettings, host: DNSName) throws(CommandFailure) {
    let folder = settings.stateFolder ?? Self.usual
    guard let folder else {
      throw .state("nowhere to keep what this node remembers: give a folder with --state-dir")
    }
    let node = "\(settings.scope.cluster)_\(settings.scope.environment)_\(host.undotted)"
    stem = folder + "/" + Self.escaped(node)
    do throws(SystemFailure) {
      try Files.makeFolder(folder)
    } catch {
      throw .file(folder, error)
    }
  }

  private static var usual: String? {
    if Host.isRoot { return "/var/lib/mdns-probe" }
    if let folder = Host.environment("XDG_STATE_HOME"), folder.hasPrefix("/") {
      return folder + "/mdns-probe"
    }
    return Host.environment("HOME").map { $0 + "/.local/state/mdns-probe" }
  }

  /// A name that is a part of a path, whatever is in it.
  private static func escaped(_ text: String) -> String {
    let octets = text.utf8.map { octet in
      let isPlain =
        (0x30...0x39).contains(octet) || (0x61...0x7A).contains(octet)
        || (0x41...0x5A).contains(octet) || [0x2D, 0x2E, 0x5F].contains(octet)
      return isPlain ? String(UnicodeScalar(octet)) : "%" + String(octet, radix: 16)
    }
    return octets.joined()
  }

  /// What one process of a node does at a time.
  enum Lock: String, Sendable {
    /// Being the node.
    case node
    /// Holding the right to join for the node.
    case gate

    /// What the process that has it does.
    var deed: String {
      switch self {
      case .node: "is this node"
      case .gate: "holds the join lock for this node"
      }
    }
  }

  /// Takes a lock for this process; the result is the process that has it already.
  func take(_ lock: Lock) throws(CommandFailure) -> Result<FileLock, FileLock.Holder> {
    let path = "\(stem).\(lock.rawValue)"
    do throws(SystemFailure) {
      return try FileLock.take(path)
    } catch {
      throw .file(path, error)
    }
  }

  /// Takes a lock for this process; throws when another has it already.
  func takeAlone(_ lock: Lock) throws(CommandFailure) -> FileLock {
    switch try take(lock) {
    case .success(let lock): return lock
    case .failure(let holder):
      throw .state("process \(holder.process) \(lock.deed) already")
    }
  }

  /// What the node remembers of its votes; nothing when there is no file. Throws for a file that is not
  /// as this program writes it, which is left as it is.
  func votes() throws(CommandFailure) -> BallotMemory {
    let octets: [UInt8]
    do throws(SystemFailure) {
      octets = try Files.read(votesPath)
    } catch {
      if error.isAbsence { return BallotMemory() }
      throw .unreadable(votesPath, error)
    }
    do throws(VotesError) {
      return try BallotMemory(text: String(decoding: octets, as: UTF8.self))
    } catch {
      throw .state(
        """
        \(votesPath.quoted) does not hold votes: \(error); without them a second cluster could be formed, \
        so remove it only when no other node of this cluster counts on a vote of this one
        """)
    }
  }

  /// Remembers votes over a restart.
  func keep(_ votes: BallotMemory) throws(CommandFailure) {
    do throws(SystemFailure) {
      try Files.replace(votesPath, with: Array(votes.text.utf8))
    } catch {
      throw .file(votesPath, error)
    }
  }

  private var votesPath: String { stem + ".votes" }
}
