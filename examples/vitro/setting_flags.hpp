// examples/vitro/setting_flags.hpp: one option of the command line for each setting of a training.
//
// The list of settings is the JSON of their defaults: "d_model" becomes --d-model. What an option is given is
// put into the preset's JSON and read by the same reader, so that a value is valid, or refused, in the same words.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace vitro::program {

class SettingFlags {
  public:
    /// Every setting with its default: the names, and of which kind the values are.
    explicit SettingFlags(const nlohmann::ordered_json& defaults);
    ~SettingFlags();
    SettingFlags(const SettingFlags&) = delete;
    SettingFlags& operator=(const SettingFlags&) = delete;

    /// Adds the options, in groups. This object must outlive the parsing.
    void add_to(CLI::App& command);
    /// The settings with those that were given on the command line in their place. Throws Error for settings that are
    /// no object of the three sections (and of what else run.json holds), UsageError for an option that is not UTF-8.
    nlohmann::ordered_json over(nlohmann::ordered_json settings) const;
    /// Those of the command line alone.
    nlohmann::ordered_json given() const;
    /// "--epochs, --seed": those that were given, but for `allowed`; empty when there is none.
    std::string given_except(std::initializer_list<std::string_view> allowed) const;

  private:
    void add(CLI::App& command, const std::string& section, const std::string& setting);

    struct Flag {
        std::string section, setting, text;
        CLI::Option* option = nullptr;
    };
    std::unique_ptr<nlohmann::ordered_json> defaults_;
    std::map<std::string, Flag> flags_;  // by "--name"; a map's elements stay where they are
};

}  // namespace vitro::program
