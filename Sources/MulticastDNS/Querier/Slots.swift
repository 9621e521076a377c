/// Things under small numbers, which are used again after a thing is gone.
struct Slots<Element: Equatable & Sendable>: Equatable, Sendable {
  private var elements: [Element?] = []
  private var vacant: [Int] = []

  var count: Int { elements.count - vacant.count }

  /// The numbers in use, lowest first.
  var numbers: [Int] { elements.indices.filter { elements[$0] != nil } }

  mutating func insert(_ element: Element) -> Int {
    guard let number = vacant.popLast() else {
      elements.append(element)
      return elements.count - 1
    }
    elements[number] = element
    return number
  }

  mutating func remove(_ number: Int) {
    guard elements.indices.contains(number), elements[number] != nil else { return }
    elements[number] = nil
    vacant.append(number)
  }

  /// What has the number; setting replaces only what is there.
  subscript(number: Int) -> Element? {
    get { elements.indices.contains(number) ? elements[number] : nil }
    set {
      guard let newValue, elements.indices.contains(number), elements[number] != nil else { return }
      elements[number] = newValue
    }
  }
}
