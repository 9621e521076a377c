internal import ClusterDiscovery

/// The settings of clusters as options of a command: one for each, and the environment behind them.
enum ClusterOptions {
  /// The settings that options and variables ask for, and how they came about.
  typealias Resolution = (
    settings: ClusterSettings, effective: [EffectiveSetting], warnings: [SettingWarning]
  )

  static let descriptions: [OptionDescription] = Setting.all.map { setting in
    OptionDescription(name: setting.option, value: "VALUE", help: setting.meaning)
  }

  /// Reads options and the environment of this process; throws everything that is wrong at once.
  static func resolve(_ arguments: ParsedArguments) throws(UsageError) -> Resolution {
    var options: [String: String] = [:]
    for description in descriptions {
      if let text = arguments.text(of: description) { options[description.name] = text }
    }
    do throws(SettingsError) {
      return try ClusterSettings.resolve(
        options: options, environment: Host.environmentVariables)
    } catch {
      throw .settingsInvalid(error)
    }
  }
}

extension Console {
  /// Tells what a user of the settings should know.
  func begin(_ resolution: ClusterOptions.Resolution) {
    for warning in resolution.warnings { note("warning: \(warning)") }
  }
}
