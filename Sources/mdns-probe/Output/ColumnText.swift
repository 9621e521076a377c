/// Rows in columns.
enum ColumnText {
  /// The rows as lines: each column as wide as its widest cell, the first row as heading, and nothing
  /// behind the last cell.
  static func lines(_ rows: [[String]], style: TextStyle) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.enumerated().map { index, row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return index == 0 ? style.heading(line) : line
    }
  }
}
