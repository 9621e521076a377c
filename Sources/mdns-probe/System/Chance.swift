extension UInt64 {
  /// A seed from the kernel's generator: the only chance that enters a command.
  static func unpredictable() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
