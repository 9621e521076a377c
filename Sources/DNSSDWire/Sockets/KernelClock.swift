internal import Glibc

/// What the kernel knows about its own wall clock, as `adjtimex(2)` tells it.
public struct KernelClock: Hashable, Sendable {
  /// Whether a program keeps the clock in step with the world.
  public enum Synchronisation: Hashable, Sendable {
    case synchronised, notSynchronised
    /// The kernel, or the confinement of this process, does not let it be read.
    case unknown
  }

  /// Whether the clock is kept.
  public let synchronisation: Synchronisation
  /// How wrong the clock is as that program estimates, and how wrong it can be; nil when unknown.
  public let estimatedError: Duration?
  public let largestError: Duration?

  public init(
    synchronisation: Synchronisation, estimatedError: Duration?, largestError: Duration?
  ) {
    self.synchronisation = synchronisation
    self.estimatedError = estimatedError
    self.largestError = largestError
  }

  /// Reads the state of the clock, and changes nothing.
  public static func read() -> KernelClock {
    var state = TimeState()
    guard let status = adjust(&state), status >= 0 else {
      return KernelClock(synchronisation: .unknown, estimatedError: nil, largestError: nil)
    }
    return KernelClock(status: status, state)
  }

  /// The state that a return value and a filled struct tell.
  init(status: Int32, _ state: TimeState) {
    let isKept = status != TimeState.errorStatus && state.status & TimeState.unsynchronised == 0
    synchronisation = isKept ? .synchronised : .notSynchronised
    // Without somebody who keeps the clock nobody estimates how wrong it is.
    estimatedError = isKept ? .microseconds(Int64(state.estimatedError)) : nil
    largestError = isKept ? .microseconds(Int64(state.largestError)) : nil
  }

  /// Calls `adjtimex(2)` with nothing to change; nil where the library lacks it.
  ///
  /// The Glibc module has no declaration of it, so it is looked up by its name.
  private static func adjust(_ state: inout TimeState) -> Int32? {
    typealias Call = @convention(c) (UnsafeMutableRawPointer) -> Int32
    // The null handle searches all that is loaded (`RTLD_DEFAULT`).
    guard let symbol = unsafe dlsym(nil, "adjtimex") else { return nil }
    // The function takes one pointer and gives an int, as its manual says; it keeps no pointer.
    let call = unsafe unsafeBitCast(symbol, to: Call.self)
    return unsafe withUnsafeMutableBytes(of: &state) { bytes in
      unsafe bytes.baseAddress.map { unsafe call($0) }
    }
  }
}

/// `struct timex` of `adjtimex(2)`, which the Glibc module leaves out. `Int` is the C `long`, on 32-bit
/// systems too; the compiler puts the same gaps between fields as C does.
struct TimeState: BitwiseCopyable {
  /// `TIME_ERROR`: the clock is not synchronised.
  static let errorStatus: Int32 = 5
  /// `STA_UNSYNC`: nobody keeps the clock.
  static let unsynchronised: Int32 = 0x40

  /// What is to be changed: nothing.
  private let modes: UInt32 = 0
  private let offset = 0
  private let frequency = 0
  /// In microseconds.
  var largestError = 0
  var estimatedError = 0
  var status: Int32 = 0
  private let constant = 0
  private let precision = 0
  private let tolerance = 0
  private let time = (0, 0)
  private let tick = 0
  private let pulseFrequency = 0
  private let pulseJitter = 0
  private let pulseShift: Int32 = 0
  private let pulses = (0, 0, 0, 0, 0)
  private let offsetFromTAI: Int32 = 0
  private let room: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) =
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
}
