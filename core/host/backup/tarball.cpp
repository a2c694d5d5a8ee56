// SPDX-License-Identifier: Apache-2.0
#include "host/backup/tarball.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

constexpr std::size_t block = 64 * 1024;

std::string reasonOf(archive* archive) {
    const char* text = ::archive_error_string(archive);
    const int error = ::archive_errno(archive);
    // "Write error" may be a full disk. EILSEQ is libarchive's own code for a malformed archive.
    const bool isOfTheSystem = error > 0 && error != EILSEQ;
    return std::string(text != nullptr ? text : "no reason is known") +
           (isOfTheSystem ? ": " + std::generic_category().message(error) : "");
}

using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

std::string textOf(const char* text) { return text != nullptr ? text : ""; }

} // namespace

TarWriter::TarWriter(int descriptor, Packing packing) : archive_(::archive_write_new(), ::archive_write_free) {
    if (!archive_) throw std::bad_alloc();
    check(::archive_write_set_format_gnutar(archive_.get())); // names as they are, whatever the locale
    if (packing == Packing::gzip) check(::archive_write_add_filter_gzip(archive_.get()));
    check(::archive_write_open_fd(archive_.get(), descriptor));
}

void TarWriter::check(int status) const {
    if (status != ARCHIVE_OK) throw std::runtime_error("cannot be written: " + reasonOf(archive_.get()));
}

void TarWriter::head(const TarEntry& entry) {
    const Entry head(::archive_entry_new(), ::archive_entry_free);
    if (!head) throw std::bad_alloc();
    ::archive_entry_set_pathname(head.get(), (entry.path + (entry.isFolder ? "/" : "")).c_str());
    ::archive_entry_set_filetype(head.get(), entry.isFolder ? AE_IFDIR : AE_IFREG);
    ::archive_entry_set_perm(head.get(), entry.mode & (entry.isFolder ? 03777U : 0777U));
    ::archive_entry_set_size(head.get(), static_cast<la_int64_t>(entry.size));
    ::archive_entry_set_mtime(head.get(), entry.modified, 0);
    ::archive_entry_set_uname(head.get(), entry.owner.c_str());
    ::archive_entry_set_gname(head.get(), entry.group.c_str());
    check(::archive_write_header(archive_.get(), head.get()));
}

void TarWriter::write(const char* bytes, std::size_t size) {
    if (::archive_write_data(archive_.get(), bytes, size) != static_cast<la_ssize_t>(size))
        throw std::runtime_error("cannot be written: " + reasonOf(archive_.get()));
}

void TarWriter::folder(const TarEntry& entry) { head(entry); }

void TarWriter::file(const TarEntry& entry, int from, const OnBytes& onBytes) {
    head(entry);
    std::array<char, block> piece{};
    for (std::uint64_t left = entry.size; left > 0;) {
        const ssize_t got = ::read(from, piece.data(), std::min<std::uint64_t>(left, piece.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            throw std::runtime_error(entry.path + " cannot be read: " + std::generic_category().message(errno));
        if (got == 0) throw std::runtime_error(entry.path + " became shorter while it was copied");
        write(piece.data(), static_cast<std::size_t>(got));
        left -= static_cast<std::uint64_t>(got);
        onBytes(static_cast<std::uint64_t>(got));
    }
}

void TarWriter::text(const TarEntry& entry, std::string_view text) {
    head(entry);
    write(text.data(), text.size());
}

void TarWriter::end() { check(::archive_write_close(archive_.get())); }

TarReader::TarReader(int descriptor, Packing packing) : archive_(::archive_read_new(), ::archive_read_free) {
    if (!archive_) throw std::bad_alloc();
    const bool good = ::archive_read_support_format_tar(archive_.get()) == ARCHIVE_OK &&
                      (packing == Packing::plain || ::archive_read_support_filter_gzip(archive_.get()) == ARCHIVE_OK) &&
                      ::archive_read_open_fd(archive_.get(), descriptor, block) == ARCHIVE_OK;
    if (!good) fail();
}

void TarReader::fail() const {
    throw std::runtime_error("is damaged, truncated or not a backup: " + reasonOf(archive_.get()));
}

const TarEntry* TarReader::next() {
    archive_entry* head = nullptr;
    const int status = ::archive_read_next_header(archive_.get(), &head);
    if (status == ARCHIVE_EOF) return nullptr;
    if (status != ARCHIVE_OK) fail();
    const auto type = ::archive_entry_filetype(head);
    entry_ = {textOf(::archive_entry_pathname(head)),
              type == AE_IFDIR,
              static_cast<std::uint64_t>(std::max<la_int64_t>(0, ::archive_entry_size(head))),
              ::archive_entry_perm(head) & (type == AE_IFDIR ? 03777U : 0777U),
              textOf(::archive_entry_uname(head)),
              textOf(::archive_entry_gname(head)),
              ::archive_entry_mtime(head)};
    if ((type != AE_IFDIR && type != AE_IFREG) || ::archive_entry_hardlink(head) != nullptr ||
        ::archive_entry_symlink(head) != nullptr)
        throw std::runtime_error("has \"" + entry_.path + "\" in it, which is neither a file nor a folder");
    if (entry_.isFolder && entry_.path.ends_with('/')) entry_.path.pop_back();
    return &entry_;
}

std::size_t TarReader::read(char* buffer, std::size_t size) {
    const la_ssize_t got = ::archive_read_data(archive_.get(), buffer, size);
    if (got < 0) fail();
    return static_cast<std::size_t>(got);
}

} // namespace portico::host
