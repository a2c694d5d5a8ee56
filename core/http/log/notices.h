// SPDX-License-Identifier: Apache-2.0
// Notices: setup problems that requests reveal and that an administrator should fix. Each kind is logged when it occurs, at most
// once an hour, and kept for `portico status` and `portico doctor`. Any thread.
#pragma once

#include "base/mutex.h"
#include "http/log/log.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace portico::http {

class Notices {
public:
    enum class Kind { UntrustedProxy, ForeignName, PlainHttp, NoProxyHeader, OtherPath };

    // `say` creates the sentence; it is called only if the notice is due.
    template <class Say>
    void see(Kind kind, Log& log, Say&& say) noexcept {
        if (!isDue(kind)) return;
        try {
            tell(kind, say(), log);
        } catch (...) { // no memory for it
        }
    }

    // The latest sentence of each kind since the start or since `forget`.
    std::vector<std::string> all() const;
    void forget();

private:
    static constexpr std::size_t kinds = 5;

    bool isDue(Kind kind) noexcept;
    void tell(Kind kind, std::string sentence, Log& log);

    std::array<std::atomic<std::int64_t>, kinds> next_{}; // milliseconds of the steady clock
    mutable Mutex mutex_;
    std::array<std::string, kinds> sentences_ PORTICO_GUARDED_BY(mutex_);
};

// The sentences, each with the remedy.
std::string untrustedProxy(std::string_view peer, std::string_view header);
std::string silentProxy(std::string_view peer, std::string_view trace);
std::string foreignName(std::string_view host);
std::string plainHttp(std::string_view peer);
std::string otherPath(std::string_view base);
std::string noProxyHeader(std::string_view peer, std::string_view why);

} // namespace portico::http
