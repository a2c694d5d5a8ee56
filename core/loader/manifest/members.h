// SPDX-License-Identifier: Apache-2.0
// Reads the members of one JSON object strictly: what is missing, doubled, unknown or of the wrong type becomes a sentence.
// Used by manifest only.
#pragma once

#include "loader/manifest/json.h"

namespace portico::loader {

class Members {
public:
    // `where` begins the sentences: "its manifest", "its setting \"path\"".
    Members(const JsonMap& map, std::string where, std::vector<std::string>& problems);

    // nullptr if it is not there (a problem when `required`) or is not of that type (a problem).
    const std::string* text(std::string_view name, bool required);
    const JsonMap* map(std::string_view name, bool required);
    const bool* boolean(std::string_view name);
    // A list of strings; empty if there is none.
    std::vector<std::string> texts(std::string_view name, bool required);
    // Of any type.
    const Json* any(std::string_view name, bool required);

    // To be called last: every member that nobody asked for is unknown.
    void finish();

    void problem(const std::string& what);

private:
    template <class T>
    const T* typed(std::string_view name, bool required, std::string_view typeName);

    const JsonMap& map_;
    std::string where_;
    std::vector<std::string>& problems_;
    std::vector<std::string_view> asked_;
};

} // namespace portico::loader
