// SPDX-License-Identifier: Apache-2.0
// A few dozen keys, used only at a start and a reload: a vector in the order of declaration suffices.
#include "config/keys.h"

#include "config/nearest.h"

#include <algorithm>
#include <stdexcept>

namespace portico::config {

namespace {

bool isBelow(std::string_view name, std::string_view section) {
    return name.size() > section.size() && name.starts_with(section) && name[section.size()] == '.';
}

Declaration enabledSetting() {
    return {
        .name = "enabled", .type = Type::boolean, .defaultText = "true", .sentence = "Whether this plugin is loaded."};
}

// The names in a manifest are one level deep.
std::string unfitForPlugin(const Declaration& setting) {
    if (setting.name.find('.') != std::string::npos) return "its name must not contain a dot";
    if (setting.type == Type::table) return "a plugin's setting cannot be a map";
    return {};
}

std::string unfitForSection(const Declaration& field) {
    if (field.type == Type::section || field.type == Type::rows) return "a field cannot be a table";
    return unfitForPlugin(field);
}

} // namespace

void Keys::add(Declaration declaration) {
    const std::string name = declaration.name;
    const std::string problem = tryAdd(std::move(declaration));
    if (!problem.empty()) throw std::logic_error("key " + name + ": " + problem);
}

std::string Keys::tryAdd(Declaration declaration) {
    auto made = makeKey(std::move(declaration));
    auto* key = std::get_if<Key>(&made);
    std::string problem = key == nullptr ? std::get<std::string>(made) : conflict(*key);
    if (problem.empty()) keys_.push_back(std::move(*key));
    return problem;
}

std::vector<std::string> Keys::addPlugin(const std::string& id, std::span<const Declaration> settings) {
    Keys grown = *this;
    std::vector<std::string> problems;
    const auto attempt = [&](const std::string& name, Declaration setting, std::string problem) {
        setting.name = "plugins." + id + '.' + name;
        if (problem.empty()) problem = grown.tryAdd(std::move(setting));
        if (!problem.empty()) problems.push_back("setting \"" + name + "\": " + problem);
    };
    attempt("enabled", enabledSetting(), {});
    for (const Declaration& setting : settings)
        if (setting.type != Type::section) attempt(setting.name, setting, unfitForPlugin(setting));
    for (const Declaration& setting : settings) { // at the end, so that the keys of a section are adjacent
        if (setting.type != Type::section) continue;
        if (setting.fields.empty()) problems.push_back("setting \"" + setting.name + "\": it has no fields");
        for (const Declaration& field : setting.fields)
            attempt(setting.name + '.' + field.name, field, unfitForSection(field));
    }
    if (!problems.empty()) return problems;
    grown.plugins_.insert(id);
    *this = std::move(grown);
    return problems;
}

void Keys::addRefusedPlugin(const std::string& id) {
    if (addPlugin(id, {}).empty()) refused_.insert(id);
}

const Key* Keys::find(std::string_view name) const {
    const auto found = std::ranges::find(keys_, name, &Key::name);
    return found == keys_.end() ? nullptr : &*found;
}

const Key* Keys::tableOf(const Path& path) const { return above(path, Type::table); }

const Key* Keys::rowsAbove(const Path& path) const { return above(path, Type::rows); }

const Key* Keys::above(const Path& path, Type type) const {
    const auto found = std::ranges::find_if(keys_, [&](const Key& key) {
        const Path parts = splitName(key.name);
        return key.type == type && parts.size() < path.size() &&
               std::ranges::equal(parts, Path(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(parts.size())));
    });
    return found == keys_.end() ? nullptr : &*found;
}

bool Keys::isSection(std::string_view name) const {
    return std::ranges::any_of(keys_, [&](const Key& key) {
        return isBelow(key.name, name) || (key.type == Type::table && key.name == name);
    });
}

std::optional<std::string> Keys::nearestKey(std::string_view name) const {
    std::vector<std::string> names;
    std::vector<std::string> sameLastPart; // the right name in the wrong section
    for (const Key& key : keys_) {
        names.push_back(key.name);
        if (lastPart(key.name) == lastPart(name)) sameLastPart.push_back(key.name);
    }
    if (auto near = nearest(name, names)) return near;
    if (sameLastPart.size() == 1) return sameLastPart.front();
    return std::nullopt;
}

std::optional<std::string> Keys::nearestPlugin(std::string_view id) const {
    return nearest(id, std::vector<std::string>(plugins_.begin(), plugins_.end()));
}

std::string Keys::conflict(const Key& key) const {
    for (const Key& other : keys_) {
        if (other.name == key.name) return "it is declared twice";
        if (isBelow(key.name, other.name) || isBelow(other.name, key.name)) return other.name + " is already a key";
    }
    return {};
}

} // namespace portico::config
