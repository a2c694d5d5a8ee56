// SPDX-License-Identifier: Apache-2.0
// Both forms print the settings in the order of declaration, in which the keys of a section are adjacent.
#include "config/show.h"

#include "config/row_text.h"

#include <functional>

namespace portico::config {

namespace {

constexpr std::string_view hidden = "\"***\"";

bool isEmpty(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    const auto* list = std::get_if<List>(&value);
    const auto* numbers = std::get_if<Numbers>(&value);
    return (text != nullptr && text->empty()) || (list != nullptr && list->empty()) ||
           (numbers != nullptr && numbers->empty());
}

// Only whether a secret is set is shown.
std::string visible(const Key& key, const Value& value) {
    if (key.secret && !isEmpty(value)) return std::string(hidden);
    return tomlText(key, value);
}

std::string rowLines(const Key& key, const Rows& rows, Syntax syntax, std::string_view between) {
    std::string lines;
    for (const Row& row : rows) lines.append(lines.empty() ? "" : between).append(rowText(key, row, syntax, visible));
    return lines;
}

// A list of tables has a line for each entry: a line of a file must not be too long.
std::string tomlValue(const Setting& setting) {
    const auto* rows = std::get_if<Rows>(&setting.value);
    if (rows == nullptr) return visible(setting.key, setting.value);
    return rows->empty() ? "[]" : "[\n  " + rowLines(setting.key, *rows, Syntax::toml, ",\n  ") + "\n]";
}

std::string sectionOf(const Key& key) {
    return key.type == Type::table ? key.name : key.name.substr(0, key.name.rfind('.'));
}

class TomlText {
public:
    explicit TomlText(bool withOrigin) : withOrigin_(withOrigin) {}

    void line(const std::string& section, const std::string& name, const std::string& value, const Origin& origin,
              Applies applies) {
        if (section != section_) head(section);
        text_ += name + " = " + value;
        if (withOrigin_) text_ += "  # " + commentText(origin.text());
        if (withOrigin_ && applies == Applies::atRestart) text_ += "; a change applies at a restart";
        text_ += '\n';
    }

    void head(const std::string& section) {
        text_ += (text_.empty() ? "[" : "\n[") + section + "]\n";
        section_ = section;
    }

    const std::string& text() const { return text_; }

private:
    // File names may contain characters that a comment must not contain.
    static std::string commentText(const std::string& origin) {
        return isPlainText(origin, false) ? origin : inQuotes(origin);
    }

    bool withOrigin_;
    std::string section_;
    std::string text_;
};

std::string jsonTable(const Table& table) {
    std::string text;
    for (const auto& [name, value] : table)
        text += (text.empty() ? "" : ", ") + inQuotes(name) + ": " + inQuotes(value);
    return '{' + text + '}';
}

// TOML scalars and lists of them are valid JSON.
std::string jsonValue(const Setting& setting) {
    if (const auto* table = std::get_if<Table>(&setting.value)) return jsonTable(*table);
    const auto* rows = std::get_if<Rows>(&setting.value);
    if (rows == nullptr) return visible(setting.key, setting.value);
    return '[' + rowLines(setting.key, *rows, Syntax::json, ", ") + ']';
}

} // namespace

std::string showToml(const Settings& settings, bool withOrigin) {
    TomlText out(withOrigin);
    std::vector<std::reference_wrapper<const Setting>> tables; // at the end; elsewhere they would split a section
    for (const Setting& setting : settings.all()) {
        const Key& key = setting.key;
        if (key.type == Type::table)
            tables.emplace_back(setting);
        else
            out.line(sectionOf(key), std::string(lastPart(key.name)), tomlValue(setting), setting.origin, key.applies);
    }
    for (const Setting& setting : tables) {
        out.head(sectionOf(setting.key));
        for (const auto& [name, value] : std::get<Table>(setting.value))
            out.line(setting.key.name, inQuotes(name), inQuotes(value), setting.entryOrigins.at(name),
                     setting.key.applies);
    }
    return out.text();
}

std::string showJson(const Settings& settings) {
    std::string text = "{";
    for (const Setting& setting : settings.all()) {
        text += text.size() == 1 ? "\n  " : ",\n  ";
        text += inQuotes(setting.key.name) + ": {\"value\": " + jsonValue(setting);
        text += ", \"origin\": " + inQuotes(setting.origin.text());
        text += ", \"level\": " + inQuotes(levelName(setting.origin.level));
        text += ", \"applies\": " + inQuotes(appliesName(setting.key.applies)) + '}';
    }
    return text + "\n}\n";
}

} // namespace portico::config
