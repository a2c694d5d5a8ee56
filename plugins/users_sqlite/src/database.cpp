// SPDX-License-Identifier: Apache-2.0
#include "database.h"

#include "schema.h"

#include <Poco/Data/SQLite/SQLiteException.h>
#include <Poco/Data/Statement.h>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace users_sqlite {

using namespace Poco::Data::Keywords;

namespace {

// The administrator must fix permissions; all other errors may pass by themselves.
[[noreturn]] void refuseFile(const std::string& file) {
    const bool isForGood = errno == EACCES || errno == EPERM || errno == ELOOP || errno == ENOTDIR || errno == EISDIR;
    throw portico::Error(isForGood ? PORTICO_FAILED : PORTICO_UNAVAILABLE,
                         "cannot open " + file + ": " + std::generic_category().message(errno));
}

// SQLite would create the file with the umask of the process; the files beside it (-wal, -shm) get the mode of this one. An
// existing file is examined without opening it: closing it would release the locks that all other connections of this process
// hold on it.
void makeOwnFile(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor >= 0) ::close(descriptor);
    if (descriptor < 0 && errno != EEXIST) refuseFile(file);
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0) refuseFile(file);
    if (!S_ISREG(status.st_mode)) throw portico::Error(PORTICO_FAILED, file + " is not a regular file");
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        throw portico::Error(PORTICO_FAILED,
                             file + " belongs to another user: chown it to the user that runs the server");
    if ((status.st_mode & 077) != 0)
        throw portico::Error(PORTICO_FAILED,
                             file + " contains password hashes and is accessible to others: chmod 600 " + file);
}

} // namespace

portico_status statusOf(const Poco::Exception& error) {
    const bool isDamaged = dynamic_cast<const Poco::Data::SQLite::CorruptImageException*>(&error) != nullptr ||
                           error.message().find("not a database") != std::string::npos;
    return isDamaged ? PORTICO_FAILED : PORTICO_UNAVAILABLE;
}

Database::Database(const std::string& file, std::int64_t busySeconds) : pool_(file, busySeconds) {
    makeOwnFile(file);
    const std::string mode = read([](Poco::Data::Session& connection) {
        std::string now_;
        connection << "PRAGMA journal_mode=WAL", into(now_), now;
        return now_;
    });
    if (mode != "wal")
        throw portico::Error(PORTICO_FAILED, file + " cannot be used in WAL mode: it must be on a local disk");
    if (!read(isUpToDate)) write([&](Poco::Data::Session& connection) { bringUpToDate(connection, file); });
}

// IMMEDIATE: a writer waits here, and not in the middle of the transaction, where SQLite could only fail.
void Database::begin(Poco::Data::Session& connection) { connection << "BEGIN IMMEDIATE", now; }
void Database::commit(Poco::Data::Session& connection) { connection << "COMMIT", now; }

} // namespace users_sqlite
