// SPDX-License-Identifier: Apache-2.0
// A process without free descriptors, and a thread without file permissions, for the duration of a scope.
#pragma once

#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace portico::test {

// While it exists, opening a descriptor fails with EMFILE.
class NoDescriptors {
public:
    NoDescriptors() : NoDescriptors(highest() + 16) {}

    // Uses up all descriptors below `limit`; existing ones above stay open.
    explicit NoDescriptors(rlim_t limit) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit low{limit, before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &low);
        for (int one = 0; (one = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) taken_.push_back(one);
    }
    ~NoDescriptors() {
        for (const int one : taken_) ::close(one);
        ::setrlimit(RLIMIT_NOFILE, &before_);
    }
    NoDescriptors(const NoDescriptors&) = delete;
    NoDescriptors& operator=(const NoDescriptors&) = delete;

    // Restores the limit, while the descriptors stay in use: what is opened now is above it. Returns the limit.
    rlim_t lift() {
        rlimit low{};
        ::getrlimit(RLIMIT_NOFILE, &low);
        ::setrlimit(RLIMIT_NOFILE, &before_);
        return low.rlim_cur;
    }

    // Makes one descriptor available again.
    void giveOne() {
        if (taken_.empty()) throw std::logic_error("there is none");
        ::close(taken_.back());
        taken_.pop_back();
    }

private:
    static rlim_t highest() {
        int most = 0;
        for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
            most = std::max(most, std::stoi(entry.path().filename().string()));
        return static_cast<rlim_t>(most);
    }

    rlimit before_{};
    std::vector<int> taken_;
};

// While it exists, this thread opens files as a user who owns none; file modes then apply to root, too.
class WithoutPrivileges {
public:
    WithoutPrivileges() : before_(::setfsuid(nobody)) {}
    ~WithoutPrivileges() { ::setfsuid(static_cast<uid_t>(before_)); }
    WithoutPrivileges(const WithoutPrivileges&) = delete;
    WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;

private:
    static constexpr uid_t nobody = 65534;
    int before_;
};

} // namespace portico::test
