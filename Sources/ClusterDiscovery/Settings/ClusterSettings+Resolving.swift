extension ClusterSettings {
  /// The settings that options and variables ask for, each with where it came from.
  ///
  /// An option goes before a variable, a variable before `base`, and of the variables of a setting
  /// the first one of its list that is set. An empty variable counts as not set. `options` are
  /// values by the names of options, without dashes.
  /// Throws everything that is wrong at once: values of another form, unknown options, settings
  /// that exclude each other.
  public static func resolve(
    options: [String: String], environment: [String: String],
    startingFrom base: ClusterSettings = ClusterSettings()
  ) throws(SettingsError) -> (
    settings: ClusterSettings, effective: [EffectiveSetting], warnings: [SettingWarning]
  ) {
    var resolution = SettingResolution(
      settings: base, options: options, environment: environment)
    resolution.faults = options.keys.sorted().filter { Setting.named($0) == nil }
      .map { .unknownOption($0) }
    let effective = Setting.all.map { setting in
      let source = resolution.resolve(setting)
      return (setting, source)
    }
    resolution.noteForeignVariables()
    guard resolution.faults.isEmpty else { throw SettingsError(faults: resolution.faults) }
    let settings = resolution.settings
    let contradictions = settings.contradictions
    guard contradictions.isEmpty else {
      throw SettingsError(faults: contradictions.map { .contradiction($0) })
    }
    let token = TokenPolicy(settings).effective(in: environment)
    return (
      settings, effective.map { $0.0.effective(in: settings, from: $0.1) } + [token],
      resolution.warnings + settings.advice
    )
  }
}

extension Setting {
  /// The setting as it counts in `settings`.
  func effective(in settings: ClusterSettings, from origin: SettingOrigin?) -> EffectiveSetting {
    let value = text(settings)
    guard !isSecret else {
      return EffectiveSetting(
        name: option, value: value.isEmpty ? "not set" : "set",
        source: origin?.source ?? .default, note: nil)
    }
    let source = origin?.source ?? (value == defaultText ? .default : .value)
    let note = origin.flatMap { $0.text == value ? nil : "read from \($0.text.quotedBriefly)" }
    return EffectiveSetting(
      name: option, value: value.isEmpty ? "none" : value, source: source, note: note)
  }
}

/// A source that gave a setting its value, and what it says there.
struct SettingOrigin: Hashable, Sendable {
  let source: SettingSource
  let text: String
}

/// The work of ``ClusterSettings/resolve(options:environment:startingFrom:)``.
struct SettingResolution {
  var settings: ClusterSettings
  let options: [String: String]
  let environment: [String: String]
  var faults: [SettingFault] = []
  var warnings: [SettingWarning] = []

  /// Gives a setting its value; returns where it came from, nil when nobody said anything.
  mutating func resolve(_ setting: Setting) -> SettingOrigin? {
    let variables = setting.variables.filter {
      environment[$0.name]?.withoutBlanks.isEmpty == false
    }
    for variable in variables where variable.standing == .deprecated {
      warnings.append(.deprecated(variable: variable.name, option: setting.option))
    }
    let values = variables.compactMap { value(of: $0, for: setting) }
    var origin = values.first
    if let text = options[setting.option] {
      origin = SettingOrigin(source: .option(setting.option), text: text.withoutBlanks)
      check(origin, for: setting, expected: setting.expected)
    } else {
      noteOnAndOff(values, of: setting)
    }
    guard let origin else { return nil }
    noteOverruled(values, by: origin, of: setting)
    _ = setting.assign(origin.text, &settings)
    return shown(origin)
  }

  /// Warns of variables that mean nothing here, in the order of their names.
  mutating func noteForeignVariables() {
    let known = Set(Setting.all.flatMap { $0.variables.map(\.name) })
    for name in environment.keys.sorted() where !known.contains(name) {
      guard environment[name]?.isEmpty == false, !TokenPolicy.isTokenVariable(name) else {
        continue
      }
      if let variable = UnneededVariable.named(name) {
        warnings.append(.notNeeded(variable: name, reason: variable.reason))
      } else if name.hasPrefix("SUGARKUBE_") {
        warnings.append(.unknown(variable: name))
      }
    }
  }

  /// What a variable says in the words of the setting; nil and a fault when it is malformed.
  private mutating func value(
    of variable: SettingVariable, for setting: Setting
  ) -> SettingOrigin? {
    let text = (environment[variable.name] ?? "").withoutBlanks
    let source = SettingSource.environment(variable.name)
    let expected = variable.expected(setting.expected)
    guard let translated = variable.translated(text) else {
      faults.append(.malformed(source, value: text.quotedBriefly, expected: expected))
      return nil
    }
    let origin = SettingOrigin(source: source, text: translated)
    return check(origin, for: setting, expected: expected) ? origin : nil
  }

  /// Whether the setting takes the value; a fault when not.
  @discardableResult
  private mutating func check(
    _ origin: SettingOrigin?, for setting: Setting, expected: String
  ) -> Bool {
    var trial = settings
    guard let origin, !setting.assign(origin.text, &trial) else { return true }
    let shown = setting.isSecret ? "malformed" : origin.text.quotedBriefly
    faults.append(.malformed(origin.source, value: shown, expected: expected))
    return false
  }

  private mutating func noteOverruled(
    _ values: [SettingOrigin], by origin: SettingOrigin, of setting: Setting
  ) {
    for value in values where value.source != origin.source {
      guard canonical(value, of: setting) != canonical(origin, of: setting) else { continue }
      warnings.append(.overruled(value.source, by: origin.source))
    }
  }

  /// A switch that is on in one variable and off in another has no first one to believe.
  private mutating func noteOnAndOff(_ values: [SettingOrigin], of setting: Setting) {
    guard setting.isSwitch, let first = values.first,
      let second = values.first(where: {
        canonical($0, of: setting) != canonical(first, of: setting)
      })
    else { return }
    faults.append(
      .contradiction(
        .onAndOff(
          option: setting.option, first: "\(first.source)", second: "\(second.source)")))
  }

  private func canonical(_ origin: SettingOrigin, of setting: Setting) -> String {
    var trial = settings
    return setting.assign(origin.text, &trial) ? setting.text(trial) : origin.text
  }

  /// The origin with the text that a person wrote, not the translated one.
  private func shown(_ origin: SettingOrigin) -> SettingOrigin {
    guard case .environment(let name) = origin.source else { return origin }
    return SettingOrigin(source: origin.source, text: (environment[name] ?? "").withoutBlanks)
  }
}
