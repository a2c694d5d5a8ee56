// SPDX-License-Identifier: Apache-2.0
// Names of fields need no quotes in TOML, and values in TOML other than tables are valid JSON.
#include "config/row_text.h"

namespace portico::config {

std::string rowText(const Key& key, const Row& row, Syntax syntax, std::string (*text)(const Key&, const Value&)) {
    std::string fields;
    for (std::size_t i = 0; i < key.fieldKeys.size(); ++i) {
        const Key& field = key.fieldKeys[i];
        const std::string name(lastPart(field.name));
        fields += (fields.empty() ? "" : ", ") + (syntax == Syntax::json ? inQuotes(name) + ": " : name + " = ");
        fields += text(field, row.values[i]);
    }
    return syntax == Syntax::json ? '{' + fields + '}' : "{ " + fields + " }";
}

} // namespace portico::config
