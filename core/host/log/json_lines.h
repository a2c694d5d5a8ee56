// SPDX-License-Identifier: Apache-2.0
// One-line JSON objects, for the answers of the control socket.
#pragma once

#include "base/json_string.h"

#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

class JsonLine {
public:
    JsonLine& text(std::string_view name, std::string_view value) { return raw(name, base::jsonString(value)); }
    // `value` must be JSON.
    JsonLine& raw(std::string_view name, std::string_view value) {
        line_.append(line_.size() > 1 ? "," : "").append(base::jsonString(name)).append(":").append(value);
        return *this;
    }
    std::string end() const { return line_ + '}'; }

private:
    std::string line_ = "{";
};

inline std::string jsonList(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list.append(list.empty() ? "" : ",").append(base::jsonString(text));
    return '[' + list + ']';
}

} // namespace portico::host
