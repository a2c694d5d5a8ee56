// SPDX-License-Identifier: Apache-2.0
// A tar archive as a stream, written to or read from an open file, by libarchive. Files and folders only: whatever else is in an
// archive (links, devices, pipes) ends the reading. What may be in it, and where it goes, is decided in unpack.
#pragma once

#include "host/backup/on_progress.h"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct archive;

namespace portico::host {

struct TarEntry {
    std::string path{}; // of a folder: without the slash at its end
    bool isFolder = false;
    std::uint64_t size = 0;
    mode_t mode = 0600; // the lowest nine bits
    std::string owner{}, group{};
    std::int64_t modified = 0; // seconds since 1970
};

enum class Packing { plain, gzip };

// Both throw std::runtime_error with a whole clause: "cannot be written: Write error: No space left on device".
class TarWriter {
public:
    TarWriter(int descriptor, Packing packing);

    void folder(const TarEntry& entry);
    // entry.size bytes come out of `from`; it is an error if there are fewer.
    void file(const TarEntry& entry, int from, const OnBytes& onBytes = ignoreBytes);
    void text(const TarEntry& entry, std::string_view text);
    // Without it the archive is not whole.
    void end();

private:
    void head(const TarEntry& entry);
    void write(const char* bytes, std::size_t size);
    void check(int status) const;
    std::unique_ptr<archive, int (*)(archive*)> archive_;
};

class TarReader {
public:
    TarReader(int descriptor, Packing packing);

    // nullptr at the end. Valid until the next call.
    const TarEntry* next();
    // Of the entry: 0 at its end.
    std::size_t read(char* buffer, std::size_t size);

private:
    [[noreturn]] void fail() const;
    std::unique_ptr<archive, int (*)(archive*)> archive_;
    TarEntry entry_;
};

} // namespace portico::host
