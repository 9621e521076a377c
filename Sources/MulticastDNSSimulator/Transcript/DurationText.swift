extension Duration {
  /// Seconds with three decimals and a sign, as `+0.250s`.
  var transcriptText: String {
    let milliseconds = nanoseconds / 1_000_000
    let decimals = String(milliseconds.magnitude % 1_000)
    let zeros = String(repeating: "0", count: 3 - decimals.count)
    return "\(milliseconds < 0 ? "-" : "+")\(milliseconds.magnitude / 1_000).\(zeros)\(decimals)s"
  }

  /// Milliseconds without decimals, as `250ms`; what is smaller in microseconds.
  var millisecondsText: String {
    let microseconds = nanoseconds / 1_000
    return microseconds.magnitude < 1_000 ? "\(microseconds)us" : "\(microseconds / 1_000)ms"
  }
}
