extension String {
  /// More letters than any option has; longer words are not compared.
  private static let longestComparedWord = 40

  /// The word that takes the fewest changes of a letter to become; nil when all are far away.
  func nearest(among words: [String]) -> String? {
    guard utf8.count <= Self.longestComparedWord else { return nil }
    let distances = words.map { (word: $0, distance: distance(to: $0)) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, best.word.utf8.count / 3) ? best.word : nil
  }

  /// How many letters must be inserted, removed or replaced.
  private func distance(to other: String) -> Int {
    let target = Array(other.utf8)
    var row = Array(0...target.count)
    for (index, letter) in utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in target.indices {
        let replaced = diagonal + (letter == target[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[target.count]
  }
}
