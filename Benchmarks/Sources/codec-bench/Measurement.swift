import Glibc

/// Times one operation and prints a JSON line of it.
///
/// `BENCH_OPS` chooses operations by name, separated by commas. A batch takes about `BENCH_MS`
/// milliseconds (10 without it); of five batches the least and the
/// median time of one operation are printed. When a library that counts allocations is preloaded,
/// allocations and their octets are printed in place of times.
struct Measurement {
  let library: String
  let operation: String
  let packet: String
  /// What the operation's result counts: `items` or `bytes`.
  let unit: String

  func run(_ body: () throws -> Int) {
    guard getenv("BENCH_OPS").map({ list(of: $0).contains(operation) }) ?? true else { return }
    do {
      let result = try body()
      let figures = try allocations(of: body) ?? times(of: body)
      print("{\(head),\(figures),\"\(unit)\":\(result)}")
    } catch {
      print("{\(head),\"error\":\"\(error)\"}")
    }
    fflush(nil)
  }

  private var head: String {
    "\"lib\":\"\(library)\",\"op\":\"\(operation)\",\"packet\":\"\(packet)\""
  }

  private func times(of body: () throws -> Int) throws -> String {
    let batch = (getenv("BENCH_MS").flatMap { Double(String(cString: $0)) } ?? 10) * 1e6
    var repetitions = 16
    var time = try duration(of: body, repetitions)
    while time < batch / 8 {
      repetitions *= 4
      time = try duration(of: body, repetitions)
    }
    repetitions = max(1, Int(Double(repetitions) * batch / time))
    let samples = try (0..<5).map { _ in
      try duration(of: body, repetitions) / Double(repetitions)
    }.sorted()
    return "\"ns\":\(rounded(samples[2])),\"min\":\(rounded(samples[0])),"
      + "\"iterations\":\(repetitions * 5)"
  }

  private func duration(of body: () throws -> Int, _ repetitions: Int) throws -> Double {
    let start = now()
    for _ in 0..<repetitions { keep(try body()) }
    return now() - start
  }

  private func allocations(of body: () throws -> Int) throws -> String? {
    guard let count = counter("bench_alloc_count"), let octets = counter("bench_alloc_bytes") else {
      return nil
    }
    for _ in 0..<16 { keep(try body()) }
    let (countBefore, octetsBefore) = (count(), octets())
    for _ in 0..<100 { keep(try body()) }
    let (countAfter, octetsAfter) = (count(), octets())
    return "\"allocs\":\(rounded(Double(countAfter - countBefore) / 100)),"
      + "\"alloc_bytes\":\((octetsAfter - octetsBefore) / 100)"
  }

  private func counter(_ name: String) -> (@convention(c) () -> UInt64)? {
    dlsym(nil, name).map { unsafeBitCast($0, to: (@convention(c) () -> UInt64).self) }
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_RAW, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private func rounded(_ value: Double) -> Double {
    (value * 100).rounded() / 100
  }
}

/// The words of an environment variable, which are separated by commas.
func list(of variable: UnsafeMutablePointer<CChar>) -> [String] {
  String(cString: variable).split(separator: ",").map(String.init)
}

/// Hides a value from the optimiser.
@inline(never)
func keep<T>(_ value: T) {
  withExtendedLifetime(value) {}
}
