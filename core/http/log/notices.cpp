// SPDX-License-Identifier: Apache-2.0
// Notices: setup problems that requests reveal.
#include "http/log/notices.h"

#include "http/wire/connection/connection.h"

namespace portico::http {

namespace {

constexpr std::int64_t pauseBetween = 3600 * 1000; // ms

std::size_t indexOf(Notices::Kind kind) noexcept { return static_cast<std::size_t>(kind); }

} // namespace

bool Notices::isDue(Kind kind) noexcept {
    std::atomic<std::int64_t>& next = next_[indexOf(kind)];
    std::int64_t due = next.load(std::memory_order_relaxed);
    const std::int64_t now = wire::steadyNow();
    return now >= due && next.compare_exchange_strong(due, now + pauseBetween);
}

void Notices::tell(Kind kind, std::string sentence, Log& log) {
    log.write(PORTICO_LOG_WARNING, "host", sentence);
    const MutexLock lock(mutex_);
    sentences_[indexOf(kind)] = std::move(sentence);
}

std::vector<std::string> Notices::all() const {
    const MutexLock lock(mutex_);
    std::vector<std::string> said;
    for (const std::string& sentence : sentences_)
        if (!sentence.empty()) said.push_back(sentence);
    return said;
}

void Notices::forget() {
    for (auto& next : next_) next = 0;
    const MutexLock lock(mutex_);
    sentences_ = {};
}

std::string untrustedProxy(std::string_view peer, std::string_view header) {
    return std::string(peer).append(" sends ").append(header).append(
        " and is not in server.trusted_proxies: its clients cannot be distinguished, and none counts as a client on "
        "this machine; if it is your proxy, add it there, and set server.proxy_header to the header that it sends");
}

std::string silentProxy(std::string_view peer, std::string_view trace) {
    return std::string("a browser's request from ")
        .append(peer)
        .append(" came through a proxy that does not say so (detected by ")
        .append(trace)
        .append("): none of its clients counts as a client on this machine; configure it to send X-Forwarded-For, and "
                "add it "
                "to server.trusted_proxies");
}

std::string foreignName(std::string_view host) {
    return std::string("a request for \"")
        .append(host)
        .append(
            "\" was refused with 421: only this machine can reach the server, and server.hosts is empty; if it is a "
            "name of the site, set server.hosts or server.public_url");
}

std::string plainHttp(std::string_view peer) {
    return std::string(peer).append(" speaks plain http on a port of server.listen_tls, and receives 400: use https:// "
                                    "there, or configure the proxy in front of it to use https");
}

std::string otherPath(std::string_view base) {
    return std::string("requests lack the path of server.public_url, \"")
        .append(base)
        .append("\", and receive 404: if the proxy in front removes it, set server.public_path = \"removed\"");
}

std::string noProxyHeader(std::string_view peer, std::string_view why) {
    return std::string(peer)
        .append(" is in server.trusted_proxies, and server.proxy_header = \"proxy-protocol\" expects its connections "
                "to begin with a line \"PROXY TCP4 ...\" or the binary header of version 2; received: ")
        .append(why)
        .append(". Configure the proxy to send it (HAProxy: send-proxy-v2; nginx: proxy_protocol on), or set "
                "server.proxy_header to the header that it sends");
}

} // namespace portico::http
