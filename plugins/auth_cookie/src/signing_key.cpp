// SPDX-License-Identifier: Apache-2.0
// The key file appears under its name only when it is complete: it is written under a temporary name and then linked. If the link
// fails because another process was faster, that process's key is used.
#include "signing_key.h"

#include "base64url.h"

#include <portico/error.hpp>

#include <algorithm>
#include <array>
#include <bitset>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace auth_cookie {

namespace {

constexpr std::string_view spareKey = "signing.key";
constexpr std::chrono::seconds longest = std::chrono::hours(24 * 400); // the longest time that the host keeps a value
constexpr std::size_t leastBytes = 32;                                 // RFC 7518 3.2: as long as the hash
constexpr std::size_t mostBytes = 1024;
// All but one in a million sequences of 32 random hexadecimal digits have more different characters.
constexpr std::size_t leastDifferent = 10;

// Keys of 32 or more bytes from popular tutorials; the length check refuses shorter ones.
constexpr std::array<std::string_view, 2> published{
    "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    "a-string-secret-at-least-256-bits-long",
};

[[noreturn]] void refuse(const std::string& sentence) { throw portico::Error(PORTICO_INVALID, sentence); }

// The administrator must fix permissions; all other errors, such as a full disk, may pass by themselves.
[[noreturn]] void failed(const std::string& doing, const std::filesystem::path& file) {
    const bool isForGood = errno == EACCES || errno == EPERM || errno == ELOOP || errno == ENOTDIR || errno == EISDIR;
    throw portico::Error(isForGood ? PORTICO_FAILED : PORTICO_UNAVAILABLE,
                         doing + " " + file.string() + ": " + std::generic_category().message(errno));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }

private:
    int number_;
};

void mustBePrivate(int descriptor, const std::filesystem::path& file) {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) failed("cannot examine", file);
    if (!S_ISREG(about.st_mode)) refuse(file.string() + " is not a file: remove it, and a new key is created");
    if (about.st_uid != ::geteuid() && about.st_uid != 0)
        refuse(file.string() + " belongs to another user: chown it to the user that runs the server");
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        refuse(file.string() + " can be read or changed by others: remove it, and a new key is created");
}

std::optional<std::string> readKey(const std::filesystem::path& file) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (in.get() < 0) {
        if (errno == ENOENT) return std::nullopt;
        failed("cannot open", file);
    }
    mustBePrivate(in.get(), file);
    std::string text(mostBytes + 2, '\0');
    const ssize_t length = ::read(in.get(), text.data(), text.size());
    if (length < 0) failed("cannot read", file);
    text.resize(static_cast<std::size_t>(length));
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

void writeAll(int descriptor, std::string_view text, const std::filesystem::path& file) {
    while (!text.empty()) {
        const ssize_t wrote = ::write(descriptor, text.data(), text.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) failed("cannot write", file);
        text.remove_prefix(static_cast<std::size_t>(wrote));
    }
    if (::fsync(descriptor) != 0) failed("cannot write", file);
}

void putNewKey(const std::filesystem::path& file) {
    std::filesystem::path draft = file;
    draft += "." + randomBase64url(8);
    try {
        const Descriptor out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (out.get() < 0) failed("cannot create", draft);
        writeAll(out.get(), randomBase64url(32) + "\n", draft);
        if (::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST) failed("cannot create", file);
    } catch (...) {
        ::unlink(draft.c_str());
        throw;
    }
    ::unlink(draft.c_str());
    const Descriptor folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) failed("cannot write", file.parent_path());
}

} // namespace

void mustBeGoodKey(std::string_view key) {
    if (key.size() < leastBytes)
        refuse("the signing key has " + std::to_string(key.size()) +
               " bytes: at least 32 are needed; create one with: openssl rand -base64 32");
    if (key.size() > mostBytes) refuse("the signing key is longer than 1024 bytes");
    std::string lower(key);
    std::bitset<256> seen;
    for (char& c : lower) {
        seen.set(static_cast<unsigned char>(c));
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (std::find(published.begin(), published.end(), lower) != published.end())
        refuse("the signing key is a published example, known to everybody; create one with: openssl rand -base64 32");
    if (seen.count() < leastDifferent)
        refuse(
            "the signing key has too few different characters to be random; create one with: openssl rand -base64 32");
}

std::string keyFromFile(const std::filesystem::path& file) {
    std::optional<std::string> key = readKey(file);
    if (!key) {
        putNewKey(file);
        key = readKey(file);
    }
    if (!key)
        refuse(file.string() + " disappeared after it was created: check whether another program cleans this folder");
    try {
        mustBeGoodKey(*key);
    } catch (const portico::Error& error) {
        refuse(file.string() + ": " + error.what());
    }
    return *key;
}

std::string keyOf(const portico::Host& host, const std::filesystem::path& file) {
    try {
        return keyFromFile(file);
    } catch (const portico::Error& error) {
        if (error.status() != PORTICO_UNAVAILABLE) throw;
        host.warning(std::string(error.what()) + "; until it can, logins last no longer than this server runs");
    }
    const portico::State kept = host.state();
    std::string key;
    while (!kept.get(spareKey, key)) kept.add(spareKey, randomBase64url(32), longest);
    return key;
}

} // namespace auth_cookie
