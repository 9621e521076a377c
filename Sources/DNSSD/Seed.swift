/// Where random choices begin when nobody may foresee them.
public enum Seed {
  /// A seed from the kernel's generator: the only chance that enters a process.
  public static func unpredictable() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
