// SPDX-License-Identifier: Apache-2.0
// One pass over the assignments: each sets a value or causes a fault or a warning. unknown_name.h words those about names.
#include "config/draft.h"

#include "config/named_secret.h"
#include "config/read_rows.h"
#include "config/read_value.h"
#include "config/unknown_name.h"

#include <algorithm>
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
    Checker(const Keys& keys, const std::filesystem::path& credentials) : keys_(keys), credentials_(credentials) {
        for (const Key& key : keys.all()) values_.emplace(key.name, Setting{key, key.defaultValue, Origin{}});
    }

    void take(const Assignment& assignment) {
        if (const Key* key = keyOf(assignment.path))
            takeValue(*key, assignment);
        else if (const Key* table = keys_.tableOf(assignment.path))
            takeEntry(*table, assignment);
        else if (const Key* rows = keys_.rowsAbove(assignment.path))
            fault(assignment.nameAt, rows->name + " is a list of tables", entriesAdvice(*rows));
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
        if (key.type == Type::rows) return takeRows(key, assignment);
        if (key.secret) {
            NamedSecret secret = namedSecret(assignment, credentials_);
            if (!secret.openFile.empty() && !isEmpty(secret.value))
                return failOpen(key.name, assignment.valueAt, secret.openFile);
            return take(key, assignment, secret.value);
        }
        take(key, assignment, assignment.value);
    }

    void take(const Key& key, const Assignment& assignment, const Raw& raw) {
        if (auto value = valueOf(key, assignment, raw)) {
            Setting& setting = values_.at(key.name);
            setting.value = *std::move(value);
            setting.origin = assignment.valueAt;
        }
    }

    void takeRows(const Key& key, const Assignment& assignment) {
        auto given = rowsIn(assignment.value);
        if (!given)
            return fault(assignment.valueAt, key.name + ' ' + readValue(key, assignment.value).problem,
                         entriesAdvice(key));
        const std::size_t before = faults_.size();
        takeSecrets(key, assignment, *given);
        RowsReading reading = readRows(key, *given);
        for (RowProblem& problem : reading.problems)
            fault(at(assignment, problem.at), std::move(problem.what), std::move(problem.advice));
        if (faults_.size() > before) return;
        Setting& setting = values_.at(key.name);
        setting.value = std::move(reading.rows);
        setting.origin = assignment.valueAt;
    }

    // The entries; nothing if the value is no list of tables. An empty list is written as [] also in --set.
    static std::optional<RawRows> rowsIn(const Raw& raw) {
        if (const auto* rows = std::get_if<RawRows>(&raw)) return *rows;
        const auto* list = std::get_if<List>(&raw);
        const auto* untyped = std::get_if<Untyped>(&raw);
        const bool isNone = (list != nullptr && list->empty()) ||
                            (untyped != nullptr && (untyped->text.empty() || untyped->text == "[]"));
        return isNone ? std::optional<RawRows>(RawRows{}) : std::nullopt;
    }

    void takeSecrets(const Key& key, const Assignment& assignment, RawRows& rows) {
        for (RawRow& row : rows)
            for (RawField& field : row.fields)
                if (isSecretField(key, field.name)) {
                    const Origin origin = at(assignment, field.valueAt);
                    NamedSecret secret =
                        namedSecret({{}, field.value, origin, origin, assignment.openFile}, credentials_);
                    if (!secret.openFile.empty() && !isEmpty(secret.value))
                        failOpen(key.name + '.' + field.name, origin, secret.openFile);
                    field.value = std::move(secret.value);
                }
    }

    static bool isSecretField(const Key& key, const std::string& name) {
        return std::ranges::any_of(key.fields,
                                   [&](const Declaration& field) { return field.secret && field.name == name; });
    }

    static Origin at(const Assignment& assignment, Position position) {
        Origin origin = assignment.valueAt;
        if (position.line != 0) origin.line = position.line, origin.column = position.column;
        return origin;
    }

    static std::string entriesAdvice(const Key& key) {
        return "write in a file [[" + key.name + "]] above each entry, and its fields below";
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
        if (auto value = valueOf(table, assignment, assignment.value)) {
            Setting& setting = values_.at(table.name);
            std::get<Table>(setting.value)[entry] = std::get<std::string>(*value);
            setting.origin = assignment.valueAt;
            setting.entryOrigins[entry] = assignment.valueAt;
        }
    }

    std::optional<Value> valueOf(const Key& key, const Assignment& assignment, const Raw& raw) {
        Reading reading = readValue(key, raw);
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

    void failOpen(const std::string& name, Origin place, const std::string& file) {
        fault(std::move(place), name + " is a secret, but everybody on this machine may read this file",
              "do: chmod o-rwx " + file);
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
    const std::filesystem::path& credentials_;
    std::map<std::string, Setting> values_;
    std::vector<Fault> faults_;
    std::vector<Fault> warnings_;
};

} // namespace

Outcome Draft::check(const Keys& keys) const {
    Checker checker(keys, credentials_);
    for (const Assignment& assignment : assignments_) checker.take(assignment);
    return std::move(checker).finish(faults_);
}

} // namespace portico::config
