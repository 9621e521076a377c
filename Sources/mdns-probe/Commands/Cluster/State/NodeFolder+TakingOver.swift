internal import DNSSD

extension NodeFolder {
  /// Ends the process that has a lock, and takes it; nil, and the reason told, when it does not end.
  func takeOver(_ lock: Lock, _ console: Console) throws(CommandFailure) -> FileLock? {
    let holder: FileLock.Holder
    switch try take(lock) {
    case .success(let lock): return lock
    case .failure(let other): holder = other
    }
    console.note("process \(holder.process) \(lock.deed); it is asked to end")
    guard holder.terminate() else {
      console.note("it cannot be asked: end it yourself, as the user who started it")
      return nil
    }
    let taken = try Sole.result { () throws(HostError) -> FileLock? in
      for _ in 0..<Self.patience {
        try await Pause.wait(.milliseconds(100))
        if case .success(let lock)? = try? take(lock) { return lock }
      }
      return nil
    }
    guard let taken = taken ?? nil else {
      console.note("it did not end within ten seconds")
      return nil
    }
    return taken
  }

  /// Tenths of a second; saying goodbye takes three seconds at most.
  private static let patience = 100
}
