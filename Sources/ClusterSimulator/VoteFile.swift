internal import ClusterDiscovery
internal import Synchronization

/// What a node keeps when its process ends: a file, as it were.
///
/// Copies of a world share it, as two processes would a file.
final class VoteFile: Sendable {
  private let content = Mutex(BallotMemory())

  func read() -> BallotMemory { content.withLock { $0 } }

  func write(_ memory: BallotMemory) { content.withLock { $0 = memory } }
}
