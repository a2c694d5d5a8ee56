// SPDX-License-Identifier: Apache-2.0
#include "cli/setting_lines.h"

namespace portico::cli {

namespace {

using config::Declaration;
using config::Type;

std::string joinedChoices(const Declaration& setting) {
    std::string text;
    for (const std::string& choice : setting.choices) text += (text.empty() ? " of " : ", ") + choice;
    return text;
}

std::string limitsOf(const Declaration& setting) {
    std::string text;
    if (!setting.least.empty()) text += ", min " + setting.least;
    if (!setting.most.empty()) text += ", max " + setting.most;
    if (setting.leastEntries != 0) text += ", at least " + std::to_string(setting.leastEntries) + " entries";
    if (setting.mostEntries != config::noMostEntries)
        text += ", at most " + std::to_string(setting.mostEntries) + " entries";
    return text;
}

std::string defaultOf(const Declaration& setting) {
    if (setting.required) return ", required";
    if (setting.type == Type::section) return {};
    if (setting.type == Type::rows) return ", default " + std::to_string(setting.defaultRows.size()) + " entries";
    return ", default " + (setting.defaultText.empty() ? "empty" : setting.defaultText);
}

std::string line(const std::string& name, const Declaration& setting) {
    return "setting   " + name + " (" + std::string(config::typeName(setting.type, setting.item)) +
           joinedChoices(setting) + limitsOf(setting) + (setting.secret ? ", secret" : "") + defaultOf(setting) +
           "): " + setting.sentence + '\n';
}

} // namespace

std::string settingLines(const Declaration& setting) {
    std::string text = line(setting.name, setting);
    for (const Declaration& field : setting.fields) text += line(setting.name + '.' + field.name, field);
    return text;
}

} // namespace portico::cli
