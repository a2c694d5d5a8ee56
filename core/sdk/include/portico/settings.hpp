// SPDX-License-Identifier: Apache-2.0
// The typed value of a setting, as Host::value returns it. Part of <portico/plugin.hpp>.
// A SettingValue refers to memory of the host: copy it freely; it is valid until the plugin's destructor returns. Its functions
// throw Error with the name of the setting if the manifest declares another type.
//
// Example, a plugin with "ratio" of type number, the table "smtp" and the list of tables "feeds":
//
//     struct Feed {
//         std::string url;
//         std::chrono::seconds every;
//     };
//     std::vector<Feed> feedsOf(portico::Host host) {
//         std::vector<Feed> feeds;
//         for (const portico::SettingValue& feed : host.value("feeds").entries())
//             feeds.push_back({feed.field("url").as<std::string>(), feed.field("every").as<std::chrono::seconds>()});
//         const auto port = host.value("smtp").field("port").as<std::uint16_t>();
//         return host.setting<double>("ratio") > 0.5 && port != 0 ? feeds : std::vector<Feed>();
//     }
#pragma once

#include <portico/error.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace portico {

class SettingValue {
public:
    SettingValue(std::string name, const portico_value& value) : name_(std::move(name)), value_(value) {}

    // T: bool, an integer type, double, std::string, std::string_view, std::chrono::seconds (for a duration), or std::vector of
    // one of them. Integers hold a size in bytes. A string_view is valid as long as the value.
    template <class T>
    T as() const {
        return get(Type<T>{});
    }

    // A field of a table.
    SettingValue field(std::string_view name) const {
        require(PORTICO_MAP, "a table", "\"table\"");
        for (std::size_t i = 0; i < value_.as.map.count; ++i)
            if (const portico_member& member = value_.as.map.members[i]; view(member.key) == name)
                return {name_ + '.' + std::string(name), member.value};
        throw Error(PORTICO_FAILED,
                    "the manifest declares no field \"" + std::string(name) + "\" of the setting " + quoted());
    }

    // The entries of a list of tables, or of any other list.
    std::vector<SettingValue> entries() const {
        require(PORTICO_LIST, "a list", "\"list\", \"list of integers\" or another list");
        std::vector<SettingValue> all;
        for (std::size_t i = 0; i < value_.as.list.count; ++i)
            all.emplace_back(name_ + '[' + std::to_string(i) + ']', value_.as.list.items[i]);
        return all;
    }

    const std::string& name() const noexcept { return name_; } // "feeds[0].url"
    const portico_value& get() const noexcept { return value_; }

private:
    template <class T>
    struct Type {};

    bool get(Type<bool>) const {
        require(PORTICO_BOOLEAN, "a boolean", "\"boolean\"");
        return value_.as.integer != 0;
    }
    template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
    Integer get(Type<Integer>) const {
        require(PORTICO_INTEGER, "an integer", "\"integer\", \"size\" or \"duration\"");
        const std::int64_t number = value_.as.integer;
        const auto fitting = static_cast<Integer>(number);
        if (static_cast<std::int64_t>(fitting) != number || (fitting < Integer{}) != (number < 0))
            throw Error(PORTICO_INVALID,
                        "the setting " + quoted() + " is too large or too small; limit it in the manifest");
        return fitting;
    }
    double get(Type<double>) const {
        require(PORTICO_REAL, "a number", "\"number\"");
        return value_.as.real;
    }
    std::string_view get(Type<std::string_view>) const {
        require(PORTICO_TEXT, "a string", "\"string\", \"path\" or \"enum\"");
        return view(value_.as.text);
    }
    std::string get(Type<std::string>) const { return std::string(get(Type<std::string_view>{})); }
    std::chrono::seconds get(Type<std::chrono::seconds>) const {
        return std::chrono::seconds(get(Type<std::int64_t>{}));
    }
    template <class T>
    std::vector<T> get(Type<std::vector<T>>) const {
        std::vector<T> items;
        for (const SettingValue& entry : entries()) items.push_back(entry.as<T>());
        return items;
    }

    // The message does not contain the value: it may be a secret.
    void require(std::uint32_t type, const char* what, const char* types) const {
        if (value_.type != type)
            throw Error(PORTICO_FAILED,
                        "the setting " + quoted() + " is not " + what + "; its type in the manifest must be " + types);
    }
    std::string quoted() const { return '"' + name_ + '"'; }

    std::string name_;
    portico_value value_;
};

} // namespace portico
