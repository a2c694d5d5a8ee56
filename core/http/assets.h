// SPDX-License-Identifier: Apache-2.0
// Static files under /assets/: style sheets, pictures, scripts. Read from the folders given, first one wins; no name leads out
// of them, not by dots, symbolic links, devices or another file system's magic.
#pragma once

#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http {

struct Asset {
    std::string bytes;
    std::string_view contentType;
    std::string etag; // strong: changes with every change of the file
    std::time_t modified;
};

class Assets {
public:
    static constexpr std::string_view prefix = "/assets/";

    // `folders`: absolute; one that is missing is left out. `mostBytes`: a longer file is not served.
    explicit Assets(const std::vector<std::string>& folders, std::size_t mostBytes = 64u << 20);

    // The file of that name below /assets/, or nothing: not there, not a plain file, hidden, or too long.
    std::optional<Asset> find(std::string_view name) const;

private:
    struct Closer {
        void operator()(const int* fd) const noexcept;
    };
    using Descriptor = std::unique_ptr<const int, Closer>;
    std::vector<Descriptor> folders_;
    std::size_t mostBytes_;
};

// The Content-Type for a file name; application/octet-stream for unknown ones.
std::string_view contentTypeOf(std::string_view name) noexcept;

} // namespace portico::http
