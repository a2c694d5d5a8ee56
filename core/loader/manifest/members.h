// SPDX-License-Identifier: Apache-2.0
// Reads the members of one JSON object strictly: reports members that are missing, duplicate, unknown or of the wrong type.
// Used for the manifests of plugins and of backups.
#pragma once

#include "base/json_value.h"

namespace portico::loader {

class Members {
public:
    // `where` begins the sentences: "its manifest", "its setting \"path\"".
    Members(const base::JsonMap& map, std::string where, std::vector<std::string>& problems);

    // nullptr if it is missing (a problem if `required`) or of another type (a problem).
    const std::string* text(std::string_view name, bool required);
    const base::JsonMap* map(std::string_view name, bool required);
    const bool* boolean(std::string_view name);
    // A list of strings; empty if there is none.
    std::vector<std::string> texts(std::string_view name, bool required);
    // Of any type.
    const base::Json* any(std::string_view name, bool required);

    // Call last: reports every member that was not read as unknown.
    void finish();

    void problem(const std::string& what);

private:
    template <class T>
    const T* typed(std::string_view name, bool required, std::string_view typeName);

    const base::JsonMap& map_;
    std::string where_;
    std::vector<std::string>& problems_;
    std::vector<std::string_view> asked_;
};

} // namespace portico::loader
