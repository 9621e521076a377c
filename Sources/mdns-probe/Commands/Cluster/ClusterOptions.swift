internal import ClusterDiscovery
internal import DNSSD

/// The settings of clusters as options of a command: one for each, and the environment behind them.
enum ClusterOptions {
  /// The settings that options and variables ask for, and how they came about.
  struct Resolution: Sendable {
    let settings: ClusterSettings
    let effective: [EffectiveSetting]
    let warnings: [SettingWarning]

    /// How many servers there shall be; nil when nobody said it.
    var wantedServers: Int? {
      effective.contains { $0.name == "servers" && $0.source != .default } ? settings.servers : nil
    }
  }

  static let descriptions: [OptionDescription] = Setting.all.map { setting in
    OptionDescription(name: setting.option, value: "VALUE", help: help(of: setting))
  }

  /// Reads options and the environment of this process.
  static func resolve(_ arguments: ParsedArguments) throws(UsageError) -> Resolution {
    try resolve(arguments, environment: Host.environmentVariables)
  }

  /// Throws everything that is wrong at once.
  static func resolve(
    _ arguments: ParsedArguments, environment: [String: String]
  ) throws(UsageError) -> Resolution {
    var options: [String: String] = [:]
    for description in descriptions {
      if let text = arguments.text(of: description) { options[description.name] = text }
    }
    do throws(SettingsError) {
      let (settings, effective, warnings) = try ClusterSettings.resolve(
        options: options, environment: environment)
      return Resolution(settings: settings, effective: effective, warnings: warnings)
    } catch {
      throw .settingsInvalid(error)
    }
  }

  private static func help(of setting: Setting) -> String {
    let value = setting.defaultText.isEmpty ? "none" : setting.defaultText
    let names = setting.variables.filter { $0.standing == .current }.map(\.name)
    let facts = ["default \(value)"] + names
    return "\(setting.meaning): \(setting.expected) (\(facts.joined(separator: ", ")))."
  }
}

extension Console {
  /// Begins to hide what the settings want hidden, and tells what a user of them should know.
  func begin(_ resolution: ClusterOptions.Resolution) {
    let settings = resolution.settings
    if settings.redaction != .none {
      let salt = settings.redactionSalt ?? "\(Seed.unpredictable())"
      redactor = Redactor(mode: settings.redaction, salt: salt)
    }
    for warning in resolution.warnings { note("warning: \(warning)") }
  }
}

extension LinkChoice {
  /// The choice that settings make.
  init(_ settings: ClusterSettings) {
    let policy = settings.linkPolicy
    self.init(names: policy.only, families: policy.families)
  }
}
