// SPDX-License-Identifier: Apache-2.0
#include "config/read_rows.h"

#include "config/nearest.h"
#include "config/read_value.h"

#include <algorithm>

namespace portico::config {

namespace {

class RowReader {
public:
    RowReader(const Key& key, const RawRow& raw, std::size_t number, std::vector<RowProblem>& problems)
        : key_(key), raw_(raw), entry_(key.name + ", entry " + std::to_string(number)), problems_(problems) {}

    Row read() {
        const auto before = static_cast<std::ptrdiff_t>(problems_.size());
        for (const RawField& field : raw_.fields) checkName(field);
        Row row;
        for (const Key& field : key_.fieldKeys) row.values.push_back(valueOf(field));
        std::stable_sort(problems_.begin() + before, problems_.end(),
                         [](const RowProblem& a, const RowProblem& b) { return a.at < b.at; });
        return row;
    }

private:
    void checkName(const RawField& given) {
        std::vector<std::string> known;
        for (const Declaration& field : key_.fields) known.push_back(field.name);
        if (std::ranges::find(known, given.name) != known.end()) return;
        const auto near = nearest(given.name, known);
        problems_.push_back({entry_ + ": unknown field " + joinName({given.name}),
                             near ? "did you mean " + *near + '?' : "remove it", given.nameAt});
    }

    Value valueOf(const Key& field) {
        const std::string name(lastPart(field.name));
        const auto given = std::ranges::find(raw_.fields, name, &RawField::name);
        const std::string advice = "write for example " + name + " = " + tomlText(field, exampleValue(field));
        if (given == raw_.fields.end()) {
            if (field.required) problems_.push_back({entry_ + " has no " + name, advice, raw_.at});
            return field.defaultValue;
        }
        Reading reading = readValue(field, given->value);
        if (reading.value) return *std::move(reading.value);
        problems_.push_back({entry_ + ": " + name + ' ' + reading.problem, advice, given->valueAt});
        return field.defaultValue;
    }

    const Key& key_;
    const RawRow& raw_;
    const std::string entry_;
    std::vector<RowProblem>& problems_;
};

} // namespace

RowsReading readRows(const Key& key, const RawRows& raw) {
    RowsReading reading;
    for (const RawRow& row : raw)
        reading.rows.push_back(RowReader(key, row, reading.rows.size() + 1, reading.problems).read());
    if (raw.size() < key.leastEntries || raw.size() > key.mostEntries)
        reading.problems.push_back(
            {key.name + " must be " + expectation(key) + ", not with " + std::to_string(raw.size()),
             raw.size() < key.leastEntries ? "add entries [[" + key.name + "]]" : "remove entries"});
    return reading;
}

} // namespace portico::config
