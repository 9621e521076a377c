public import DNSSDWire

/// Something that happened, for a log: a name and fields in their order, each key once.
public struct LogEvent: Hashable, Sendable {
  /// How bad it is; shown for warnings and errors only.
  public enum Severity: String, Hashable, Sendable {
    case normal, warn, error
  }

  /// What happened.
  public let name: LogEventName
  /// From which level on it is logged.
  public let level: LogLevel
  /// How bad it is.
  public let severity: Severity
  /// The fields, in the order in which they were first set.
  public private(set) var fields: [LogField]

  /// An event with fields; of two with one key the later counts, in the place of the first.
  public init(
    _ name: LogEventName, level: LogLevel = .info, severity: Severity = .normal,
    _ fields: [LogField] = []
  ) {
    self.name = name
    self.level = level
    self.severity = severity
    self.fields = []
    for field in fields { set(field) }
  }

  /// An event of discovery, which says how long it took: `ms_elapsed` is its last field.
  public init(
    _ name: LogEventName, level: LogLevel = .info, severity: Severity = .normal,
    elapsed: Duration, _ fields: [LogField] = []
  ) {
    let time = LogField("ms_elapsed", .milliseconds(elapsed))
    self.init(name, level: level, severity: severity, fields.filter { $0.key != time.key } + [time])
  }

  /// Adds a field, or gives it another value.
  public mutating func set(_ field: LogField) {
    if let index = fields.firstIndex(where: { $0.key == field.key }) {
      fields[index] = field
    } else {
      fields.append(field)
    }
  }

  /// `ts=… level=… event=… k=v`, one line without its end. `time` is the time of day as text; it
  /// stays as it is.
  public func line(at time: String, redactor: Redactor) -> String {
    let head = [
      ("ts", Self.word(time)), ("level", level.rawValue), ("event", Self.word(name.text)),
    ]
    let rest = fields.map { ($0.key, Self.word($0.text(redactor))) }
    return (head + severityMember { $0 } + rest).map { "\($0.0)=\($0.1)" }.joined(separator: " ")
  }

  /// The same as a JSON object on one line.
  public func json(at time: String, redactor: Redactor) -> String {
    let head = [
      ("ts", JSONText.quoted(time)), ("level", JSONText.quoted(level.rawValue)),
      ("event", JSONText.quoted(name.text)),
    ]
    return JSONText.object(
      head + severityMember(JSONText.quoted) + fields.map { ($0.key, $0.json(redactor)) })
  }

  private func severityMember(_ form: (String) -> String) -> [(String, String)] {
    severity == .normal ? [] : [("severity", form(severity.rawValue))]
  }

  /// A value as it stands behind `=`: in quotation marks when it is empty or would not be one word.
  private static func word(_ text: String) -> String {
    let isWord =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isSafeToPrint && !" \"'=\\".unicodeScalars.contains(scalar)
      }
    return isWord ? text : JSONText.quoted(text)
  }
}

/// A key and its value.
public struct LogField: Hashable, Sendable {
  /// The key: letters, digits, `_`, `.` and `-`.
  public let key: String
  /// The value.
  public let value: LogValue

  /// A field; other characters of the key become `_`, and a key of the head of a line gets one
  /// before it, so that no field passes for the head.
  public init(_ key: String, _ value: LogValue) {
    let isHead = ["", "ts", "level", "event", "severity"].contains(key)
    self.key = (isHead ? "_" : "") + String(key.map { Self.isKeyCharacter($0) ? $0 : "_" })
    self.value = value
  }

  private static func isKeyCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_.-".contains(character))
  }
}

/// The value of a field.
public enum LogValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  /// 1 or 0 in text, true or false in JSON.
  case flag(Bool)
  /// Whole milliseconds.
  case milliseconds(Duration)
  case address(IPAddress)
  /// Joined by commas in text.
  case list([String])
  /// Only whether there is one is ever shown.
  case secret(isSet: Bool)
}

extension LogField {
  /// Long enough for every name and TXT string, short enough that nobody on the network fills a
  /// disk with one event.
  private static let longestText = 1024

  fileprivate func text(_ redactor: Redactor) -> String {
    switch value {
    case .text(let text): shown(text, redactor)
    case .integer(let number): String(number)
    case .flag(let isOn): isOn ? "1" : "0"
    case .milliseconds(let duration): String(Self.milliseconds(duration))
    case .address(let address): redactor.redacted(address)
    case .list(let texts): shown(texts.joined(separator: ","), redactor)
    case .secret(let isSet): isSet ? "set" : "not_set"
    }
  }

  fileprivate func json(_ redactor: Redactor) -> String {
    switch value {
    case .integer(let number): String(number)
    case .flag(let isOn): isOn ? "true" : "false"
    case .milliseconds(let duration): String(Self.milliseconds(duration))
    case .list(let texts): JSONText.list(texts.map { shown($0, redactor) })
    case .text, .address, .secret: JSONText.quoted(text(redactor))
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    Int64(duration / .milliseconds(1))
  }

  private func shown(_ text: String, _ redactor: Redactor) -> String {
    let redacted = redactor.redacted(text, named: key)
    guard redacted.unicodeScalars.count > Self.longestText else { return redacted }
    return String(String.UnicodeScalarView(redacted.unicodeScalars.prefix(Self.longestText))) + "…"
  }
}
