// SPDX-License-Identifier: Apache-2.0
// The source of templates. An environment calls a loader from many threads at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pages_jinja {

// Two stamps of one name are equal only if the source is the same.
struct Stamp {
    std::int64_t modified = 0; // nanoseconds
    std::uint64_t size = 0;
    std::uint64_t file = 0; // inode and device
    std::uint64_t device = 0;
    bool operator==(const Stamp&) const = default;
};

class Loader {
public:
    struct Source {
        std::string text;
        Stamp stamp;
    };

    Loader() = default;
    Loader(const Loader&) = delete;
    Loader& operator=(const Loader&) = delete;
    virtual ~Loader() = default;

    // Nothing if no template has that name.
    virtual std::optional<Stamp> stamp(std::string_view name) const = 0;
    // Like the above; throws TemplateError if the template exists but cannot be read.
    virtual std::optional<Source> load(std::string_view name) const = 0;
};

} // namespace pages_jinja
