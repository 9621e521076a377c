/// Names as people type them.
extension String {
  /// The text without the domain `local` and its dots at the end, whatever its case.
  var withoutLocal: String {
    let trimmed = hasSuffix(".") ? String(dropLast()) : self
    return trimmed.lowercased().hasSuffix(".local") ? String(trimmed.dropLast(6)) : trimmed
  }
}
