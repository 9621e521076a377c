internal import DNSSDWire

/// Where the value of a setting came from.
public enum SettingSource: Hashable, Sendable, CustomStringConvertible {
  /// Nobody said otherwise.
  case `default`
  /// A command's option, by its name without dashes.
  case option(String)
  /// A variable, by its name.
  case environment(String)
  /// The program that uses the library.
  case value

  public var description: String {
    switch self {
    case .default: "default"
    case .option(let name): "--\(name)"
    case .environment(let name): name
    case .value: "program"
    }
  }
}

/// A setting as it counts, for an operator to read.
public struct EffectiveSetting: Hashable, Sendable, CustomStringConvertible {
  /// The option's name without dashes.
  public let name: String
  /// The value as it would be typed; of a secret only `set` or `not set`.
  public let value: String
  /// Where the value came from.
  public let source: SettingSource
  /// What else is to be said, such as what the source wrote differently.
  public let note: String?

  /// One line: name, value, source, note.
  public var description: String {
    "\(name) = \(value) (\(source))" + (note.map { ": \($0)" } ?? "")
  }
}

/// Something about the settings that a user should know and that stops nothing.
public enum SettingWarning: Hashable, Sendable, CustomStringConvertible {
  /// The variable will go; another one or an option takes its place.
  case deprecated(variable: String, option: String)
  /// The variable was set and has no use here.
  case notNeeded(variable: String, reason: String)
  /// The variable looks like one of ours, and is none.
  case unknown(variable: String)
  /// Two sources differ, and the second one counts.
  case overruled(SettingSource, by: SettingSource)
  /// An even number of servers stands no more failures than one server less.
  case evenServers(Int)
  /// The setting changes nothing beside another one.
  case withoutEffect(option: String, because: String)

  public var description: String {
    switch self {
    case .deprecated(let variable, let option):
      "\(variable) is deprecated; use --\(option)"
    case .notNeeded(let variable, let reason):
      "\(variable) is not needed: \(reason)"
    case .unknown(let variable):
      "\(variable.shownBriefly) is no variable of this program; look for a slip of the pen"
    case .overruled(let source, let other):
      "\(source) is overruled by \(other), which has another value"
    case .evenServers(let servers):
      "\(servers) servers stand no more failures than \(servers - 1); an odd number is better"
    case .withoutEffect(let option, let reason):
      "--\(option) has no effect, because \(reason)"
    }
  }
}

/// One thing that is wrong with the settings.
public enum SettingFault: Hashable, Sendable, CustomStringConvertible {
  /// No option has the name.
  case unknownOption(String)
  /// The source holds a value of another form.
  case malformed(SettingSource, value: String, expected: String)
  /// The settings exclude each other.
  case contradiction(SettingContradiction)

  public var description: String {
    switch self {
    case .unknownOption(let name):
      "there is no option --\(name.shownBriefly)"
    case .malformed(let source, let value, let expected):
      "\(source) is \(value), expected \(expected)"
    case .contradiction(let contradiction):
      contradiction.description
    }
  }
}

/// Why settings cannot be used: everything that is wrong with them, in the order of the settings.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// At least one fault.
  public let faults: [SettingFault]

  public init(faults: [SettingFault]) {
    self.faults = faults
  }

  /// One fault a line.
  public var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}

extension String {
  /// The beginning of a text from outside, in quotation marks, safe to print on one line; 60
  /// characters of it show any slip.
  var quotedBriefly: String {
    "\"\(shownBriefly)\""
  }

  var shownBriefly: String {
    let shown = unicodeScalars.prefix(60).map { $0.isSafeToPrint ? String($0) : "?" }.joined()
    return unicodeScalars.count > 60 ? shown + "…" : shown
  }
}
