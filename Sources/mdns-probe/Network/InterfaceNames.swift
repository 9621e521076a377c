internal import DNSSDWire

/// The names of interfaces by their numbers, learnt when one is asked for that is not known yet.
struct InterfaceNames {
  private var names: [Int: String]
  private let snapshot: () -> [Int: String]

  /// Those of this host.
  init() {
    self.init {
      let interfaces = (try? NetworkInterface.snapshot()) ?? []
      return Dictionary(interfaces.map { ($0.index, $0.name) }) { first, _ in first }
    }
  }

  init(_ snapshot: @escaping () -> [Int: String]) {
    self.snapshot = snapshot
    names = snapshot()
  }

  /// The name, safe to print; the number when the interface is gone.
  mutating func name(of index: Int) -> String {
    if names[index] == nil { names.merge(snapshot()) { _, new in new } }
    return names[index] ?? "interface \(index)"
  }
}
