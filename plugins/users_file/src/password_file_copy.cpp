// SPDX-License-Identifier: Apache-2.0
#include "password_file_copy.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace users_file {

namespace {

const std::string name = "/users.htpasswd";

[[noreturn]] void fail(const std::string& file) {
    throw portico::Error(PORTICO_FAILED, file + ": " + std::generic_category().message(errno));
}

std::optional<std::string> textOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) return std::nullopt;
    return text.str();
}

// On a full disk, write first accepts a part and reports the error only for the rest.
bool isWritten(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t wrote = ::write(descriptor, text.data(), text.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
}

// Writes the file to disk, readable by the owner only.
void write(int descriptor, std::string_view text, const std::string& file) {
    if (descriptor < 0) fail(file);
    const bool good = ::fchmod(descriptor, 0600) == 0 && isWritten(descriptor, text) && ::fsync(descriptor) == 0;
    const int error = errno;
    if (::close(descriptor) != 0) fail(file);
    errno = error;
    if (!good) fail(file);
}

} // namespace

void PasswordFileCopy::save(const std::string& folder) {
    const auto text = textOf(file_);
    if (!text) throw portico::Error(PORTICO_FAILED, file_ + " cannot be read");
    write(::open((folder + name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), *text, folder + name);
}

void PasswordFileCopy::load(const std::string& folder) {
    const auto text = textOf(folder + name);
    if (!text) throw portico::Error(PORTICO_INVALID, "it contains no users.htpasswd");
    if (textOf(file_) == text) return;
    std::string draft = file_ + ".XXXXXX";
    const int descriptor = ::mkostemp(draft.data(), O_CLOEXEC);
    try {
        write(descriptor, *text, draft);
        if (::rename(draft.c_str(), file_.c_str()) != 0) fail(file_);
    } catch (...) {
        if (descriptor >= 0) ::unlink(draft.c_str());
        throw;
    }
}

} // namespace users_file
