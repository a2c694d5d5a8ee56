// SPDX-License-Identifier: Apache-2.0
// Properties of an asset that follow from its name: its type, whether it is compressed, and whether it can ever change.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace portico::http {

// Media types by file name. Those that browsers load are built in; the administrator and the system define others.
class AssetTypes {
public:
    using Table = std::map<std::string, std::string, std::less<>>; // extension without dot, or file name -> type

    AssetTypes() : AssetTypes({}, {}) {}
    // `own` precedes the built-in types, which precede `systems`, whose keys are extensions in lower case.
    AssetTypes(const Table& own, const Table& systems);

    // The Content-Type of a file name: by the name itself, otherwise by its extension in any case, otherwise
    // application/octet-stream. Text is UTF-8 unless its type says otherwise.
    std::string_view contentTypeOf(std::string_view name) const noexcept;

    // Images, videos, fonts and archives: compressing them again gains nothing, so no compressed version is looked for.
    bool isPacked(std::string_view name) const noexcept;

    // By its name, the file is gzip-compressed content of its type: "a.svgz". Assets looks into it.
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

// NAME.HASH.EXTENSION, as bundlers write it: "site.3f9a1b2c.css". HASH has 8 to 64 lowercase hexadecimal digits with at least one
// letter and one digit (20260101 is a date, "defaced" is a word); EXTENSION has letters and digits only. Changed content gets
// another name, so that browsers need not revalidate.
bool isFingerprinted(std::string_view name) noexcept;

} // namespace portico::http
