// SPDX-License-Identifier: Apache-2.0
// One rule of the setting `rules`: what happens to one header of the answers below a path.
#pragma once

#include <portico/plugin.hpp>

#include <string>

namespace filter_headers {

struct HeaderRule {
    enum class Action { Set, Add, Default, Remove };

    // Throws Error if the entry names a header or a value that cannot be sent.
    explicit HeaderRule(const portico::SettingValue& entry);

    // False if the host keeps the header as it is.
    bool apply(portico::Head& head) const;

    std::string path, header, value;
    Action action;
};

} // namespace filter_headers
