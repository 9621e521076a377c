/// A moment of the calendar, for logs.
enum UTCTime {
  private static let secondsPerDay: Int64 = 86_400

  /// Such as `2026-11-21T21:30:00Z`, of seconds since 1970.
  static func text(_ seconds: Int64) -> String {
    let second = max(seconds, 0) % secondsPerDay
    let (year, month, day) = date(ofDay: max(seconds, 0) / secondsPerDay)
    let time = [second / 3_600, second / 60 % 60, second % 60].map(padded).joined(separator: ":")
    return "\(year)-\(padded(month))-\(padded(day))T\(time)Z"
  }

  /// The date of a day since 1970: years are counted from March on, so that a leap day ends one.
  private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func padded(_ number: Int64) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
