// SPDX-License-Identifier: Apache-2.0
// The password file on disk. Every use checks with one stat whether it has changed, and reads it again if so. Thread-safe. The
// content is returned as a whole, so that no caller sees a partial change.
#pragma once

#include "accounts.h"

#include <sys/stat.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace users_file {

class PasswordFile {
public:
    using Read = std::function<Accounts(std::string_view text)>;
    // OnChange is called after each change with the previous accounts (null at first) and the new ones, which it may still
    // modify.
    using OnChange = std::function<void(const Accounts* before, Accounts& now)>;

    PasswordFile(std::string path, Read read, OnChange onChange)
        : path_(std::move(path)), read_(std::move(read)), onChange_(std::move(onChange)) {}

    // Throws portico::Error PORTICO_UNAVAILABLE if the file cannot be used now: that does not mean "no such user".
    std::shared_ptr<const Accounts> accounts();

    const std::string& path() const { return path_; }

private:
    struct Stamp {
        dev_t device;
        ino_t inode;
        off_t size;
        std::int64_t modified; // nanoseconds
        std::int64_t changed;
        bool operator==(const Stamp&) const = default;
    };
    Stamp stampOf(const struct stat& status) const;
    void mustBeSafe(const struct stat& status) const;
    std::string readWhole(int descriptor, std::size_t size) const;
    void reread();
    [[noreturn]] void fail(const std::string& what) const;

    const std::string path_;
    const Read read_;
    const OnChange onChange_;
    std::mutex mutex_;
    std::shared_ptr<const Accounts> accounts_;
    std::string text_; // from which accounts_ were parsed
    Stamp stamp_{};
    bool settled_ = false; // any later change would show in the timestamp
};

} // namespace users_file
