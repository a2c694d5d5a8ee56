// SPDX-License-Identifier: Apache-2.0
// One pass over the assignments: each sets a value or causes a fault or a warning. unknown_name.h words those about names.
#include "config/draft.h"

#include "config/read_value.h"
#include "config/unknown_name.h"

#include <map>
#include <optional>

namespace portico::config {

namespace {

// How to write the value at its origin.
std::string spelling(const Key& key, const Assignment& from) {
    const Value value = exampleValue(key);
    switch (from.valueAt.level) {
    case Level::credential: return "write only the value into that file";
    case Level::environment:
        if (std::holds_alternative<Unreadable>(from.value)) return "name a file that the server may read";
        return "write for example " + from.valueAt.place.substr(from.valueAt.place.rfind(' ') + 1) + '=' +
               plainText(key, value);
    case Level::commandLine: return "write for example --set " + key.name + '=' + plainText(key, value);
    default: return "write for example " + key.name.substr(key.name.rfind('.') + 1) + " = " + tomlText(key, value);
    }
}

class Checker {
public:
    explicit Checker(const Keys& keys) : keys_(keys) {
        for (const Key& key : keys.all()) values_.emplace(key.name, Setting{key, key.defaultValue, Origin{}});
    }

    void take(const Assignment& assignment) {
        if (const Key* key = keyOf(assignment.path))
            takeValue(*key, assignment);
        else if (const Key* table = keys_.tableOf(assignment.path))
            takeEntry(*table, assignment);
        else
            judge(unknownName(keys_, assignment), assignment);
    }

    Outcome finish(std::vector<Fault> faults) && {
        std::vector<Setting> settings;
        for (const Key& key : keys_.all()) settings.push_back(std::move(values_.at(key.name)));
        faults.insert(faults.end(), faults_.begin(), faults_.end());
        return {Settings(std::move(settings)), std::move(faults), std::move(warnings_)};
    }

private:
    // A part that contains a dot is not two parts.
    const Key* keyOf(const Path& path) const {
        const Key* key = keys_.find(joinName(path));
        return key != nullptr && splitName(key->name) == path ? key : nullptr;
    }

    void takeValue(const Key& key, const Assignment& assignment) {
        if (std::holds_alternative<EmptySection>(assignment.value) && key.type == Type::table) return;
        if (assignment.valueAt.level == Level::credential && !key.secret) return warnOpenCredential(key, assignment);
        if (key.type == Type::table) return failTable(key, assignment);
        if (key.secret && !assignment.openFile.empty() && !isEmpty(assignment.value)) return failOpen(key, assignment);
        if (auto value = valueOf(key, assignment)) {
            Setting& setting = values_.at(key.name);
            setting.value = *std::move(value);
            setting.origin = assignment.valueAt;
        }
    }

    void takeEntry(const Key& table, const Assignment& assignment) {
        const auto entryAt = static_cast<std::ptrdiff_t>(splitName(table.name).size());
        std::string entry;
        for (auto part = assignment.path.begin() + entryAt; part != assignment.path.end(); ++part)
            entry += (entry.empty() ? "" : ".") + *part;
        if (table.entryRule && !table.entryRule->holds(entry))
            return fault(assignment.nameAt,
                         table.name + ": each name must be " + std::string(table.entryRule->expected) + ", not " +
                             inQuotes(entry),
                         "write for example " + table.example);
        if (auto value = valueOf(table, assignment)) {
            Setting& setting = values_.at(table.name);
            std::get<Table>(setting.value)[entry] = std::get<std::string>(*value);
            setting.origin = assignment.valueAt;
            setting.entryOrigins[entry] = assignment.valueAt;
        }
    }

    std::optional<Value> valueOf(const Key& key, const Assignment& assignment) {
        const auto* unreadable = std::get_if<Unreadable>(&assignment.value);
        Reading reading =
            unreadable ? Reading{{}, "cannot be read: " + unreadable->why} : readValue(key, assignment.value);
        if (reading.value) return reading.value;
        const std::string name = key.type == Type::table ? joinName(assignment.path) : key.name;
        const std::string advice =
            key.type == Type::table ? "write for example " + key.example : spelling(key, assignment);
        fault(assignment.valueAt, name + ' ' + reading.problem, advice);
        return std::nullopt;
    }

    void failTable(const Key& key, const Assignment& assignment) {
        fault(assignment.valueAt, key.name + " must be a section, not a single value",
              "write in a file [" + key.name + "] and below it for example " + key.example);
    }

    static bool isEmpty(const Raw& raw) {
        const auto* text = std::get_if<std::string>(&raw);
        const auto* untyped = std::get_if<Untyped>(&raw);
        return (text != nullptr && text->empty()) || (untyped != nullptr && untyped->text.empty());
    }

    void failOpen(const Key& key, const Assignment& assignment) {
        fault(assignment.valueAt, key.name + " is a secret, but everybody on this machine may read this file",
              "do: chmod o-rwx " + assignment.openFile);
    }

    void warnOpenCredential(const Key& key, const Assignment& assignment) {
        warnings_.push_back({assignment.valueAt, key.name + " is not secret, so this credential is ignored",
                             "set it in a file, or rename the credential"});
    }

    void judge(std::optional<NameProblem> problem, const Assignment& assignment) {
        if (!problem) return;
        Fault found{assignment.nameAt, std::move(problem->what), std::move(problem->advice)};
        if (!problem->isWarning) return faults_.push_back(std::move(found));
        for (const Fault& warning : warnings_) // one warning for a plugin's file, not one for each of its settings
            if (warning.what == found.what && warning.origin.place == found.origin.place) return;
        warnings_.push_back(std::move(found));
    }

    void fault(Origin origin, std::string what, std::string advice) {
        faults_.push_back({std::move(origin), std::move(what), std::move(advice)});
    }

    const Keys& keys_;
    std::map<std::string, Setting> values_;
    std::vector<Fault> faults_;
    std::vector<Fault> warnings_;
};

} // namespace

Outcome Draft::check(const Keys& keys) const {
    Checker checker(keys);
    for (const Assignment& assignment : assignments_) checker.take(assignment);
    return std::move(checker).finish(faults_);
}

} // namespace portico::config
