// SPDX-License-Identifier: Apache-2.0
// What requests show to be wrong with the set-up of the server, rather than with the request: somebody should look at it. Each kind is
// told in the log when it is seen, then at most once an hour, and kept for `portico status` and `portico doctor`. Any thread.
#pragma once

#include "http/log/log.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace portico::http {

class Notices {
public:
    enum class Kind { UntrustedProxy, ForeignName, PlainHttp, NoProxyHeader, OtherPath };

    // `say` makes the sentence, and is called only when it is to be told.
    template <class Say>
    void see(Kind kind, Log& log, Say&& say) noexcept {
        if (!isDue(kind)) return;
        try {
            tell(kind, say(), log);
        } catch (...) { // no memory for it
        }
    }

    // What was seen since the start, or since `forget`: the last sentence of each kind.
    std::vector<std::string> all() const;
    void forget();

private:
    static constexpr std::size_t kinds = 5;

    bool isDue(Kind kind) noexcept;
    void tell(Kind kind, std::string sentence, Log& log);

    std::array<std::atomic<std::int64_t>, kinds> next_{}; // by the steady clock in ms
    mutable std::mutex mutex_;
    std::array<std::string, kinds> sentences_;
};

// The sentences, each with what to do.
std::string untrustedProxy(std::string_view peer, std::string_view header);
std::string silentProxy(std::string_view peer, std::string_view trace);
std::string foreignName(std::string_view host);
std::string plainHttp(std::string_view peer);
std::string otherPath(std::string_view base);
std::string noProxyHeader(std::string_view peer, std::string_view why);

} // namespace portico::http
