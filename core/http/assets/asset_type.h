// SPDX-License-Identifier: Apache-2.0
// What the name of a static file says about it: its type, whether it is packed already, whether it can ever change.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace portico::http {

// Types by the names of files. What browsers load is built in; the rest is the administrator's and the system's.
class AssetTypes {
public:
    using Table = std::map<std::string, std::string, std::less<>>; // extension without dot, or name of a file -> type

    AssetTypes() : AssetTypes({}, {}) {}
    // `own` stands before what is built in, that before `systems`, whose names are extensions in lower case.
    AssetTypes(const Table& own, const Table& systems);

    // The Content-Type for a file name: by the name itself, else by its extension in any case; application/octet-stream if nobody
    // knows it. Text is UTF-8 unless its type says otherwise.
    std::string_view contentTypeOf(std::string_view name) const noexcept;

    // Pictures, films, fonts and archives: packing them once more gains nothing, so that nobody looks for it.
    bool isPacked(std::string_view name) const noexcept;

    // The file is gzip of what its type says: "a.svgz".
    bool isGzip(std::string_view name) const noexcept;

private:
    struct Kind {
        std::string contentType;
        bool packed, gzip;
    };
    void put(std::string_view key, std::string_view type);
    const Kind* kindOf(std::string_view name) const noexcept;

    std::map<std::string, Kind, std::less<>> names_, extensions_;
};

// NAME.HASH.EXTENSION, as bundlers write it: "site.3f9a1b2c.css". HASH is 8 to 64 lowercase hexadecimal digits with both a letter
// and a digit among them (20260101 is a date, "defaced" is a word); EXTENSION has letters and digits only. What has another content
// has another name, so that a browser never needs to ask again.
bool isFingerprinted(std::string_view name) noexcept;

} // namespace portico::http
