// SPDX-License-Identifier: Apache-2.0
// The interface to Poco.
#include "http/server/poco_server.h"

#include "http/exchange/browser.h"
#include "http/exchange/request_id.h"
#include "http/exchange/respond.h"
#include "http/pipeline/pipeline.h"
#include "http/server/access_log.h"
#include "http/server/client_address.h"
#include "http/server/filter_end.h"
#include "http/server/lane_client.h"
#include "http/server/poco_lane.h"
#include "http/wire/tls/current_tls.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/ThreadPool.h>

#include <fcntl.h>
#include <unistd.h>

namespace portico::http {

namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerRequestImpl;
using Poco::Net::HTTPServerResponse;

// What all lanes share.
struct Shared {
    Shared(Serving& serves, const wire::ConnectionSet& all, const wire::Limits& limits, Notices& whatIsSeen)
        : serving(serves), connections(all), notices(whatIsSeen), held(limits) {}

    Serving& serving;
    const wire::ConnectionSet& connections;
    Notices& notices;
    RequestIds ids{};
    HeldLanes held;
};

// Bytes of the body, if the answer is sent completely.
std::uint64_t bodyBytes(const Exchange& x) { return hasBody(x) ? x.answer.contentLength() : 0; }

std::string_view userOf(const Exchange& x) { return x.user ? view(x.user->name) : std::string_view(); }

// What must be logged when an answer has ended, which may be after its exchange.
struct LateEnd {
    LateEnd(const Exchange& x, AccessLine known, Serving::Pin& pin)
        : line(std::move(known)),
          filters(x, pin),
          bytes(bodyBytes(x)),
          log(x.snapshot.log),
          subject(x.logSubject()),
          id(x.id),
          user(userOf(x)),
          trace(x.traceId()) {}

    void tell(std::uint64_t left, wire::Truncation cut) const {
        if (const std::string said = line.ended(bytes - std::min(left, bytes), nameOf(cut)); !said.empty())
            log.access(said, {id, user, trace});
        filters.tell(bytes - std::min(left, bytes), nameOf(cut));
        if (cut == wire::Truncation::FileShrank)
            log.write(PORTICO_LOG_WARNING, subject,
                      "a file became shorter, or could not be read, while it was sent: the answer was cut off");
    }

    AccessLine line;
    LateFilterEnd filters;
    std::uint64_t bytes;
    Log& log;
    std::string subject, id, user, trace;
};

class Handler : public Poco::Net::HTTPRequestHandler {
public:
    explicit Handler(Shared& shared) : shared_(shared) {}

    // Poco would answer an exception itself: none may leave this function.
    void handleRequest(HTTPServerRequest& request, HTTPServerResponse&) override {
        auto* lane = static_cast<PocoLane*>(static_cast<HTTPServerRequestImpl&>(request).socket().impl());
        do serveOrEnd(lane->connection());
        while (lane->continueWithNext());
    }

private:
    void serveOrEnd(wire::Connection& connection) noexcept {
        try {
            serve(connection);
        } catch (...) { // no memory for an answer
            connection.abandon();
            connection.answered(false);
        }
    }

    void serve(wire::Connection& connection) {
        Serving::Pin snapshot = shared_.serving.pin();
        const wire::RequestBuffer& requestBuffer = connection.requestBuffer();
        const ClientAddress from = clientAddress(connection.peer(), connection.endpoint(), requestBuffer.head());
        LaneClient client(connection, shared_.connections, shared_.held, from.peer.address, snapshot);
        Request request = requestOf(connection, from, snapshot->site);
        request.client = &client;
        const RequestId id = shared_.ids.next();
        Exchange exchange(*snapshot, request, id.view());
        answer(exchange);
        count(exchange);
        notice(exchange, connection.peer(), from);
        const bool inPieces = exchange.stream.begun();
        const bool keepAlive = inPieces ? exchange.stream.keepsOpen() : client.keepsOpen() && !exchange.answer.close;
        if (!inPieces) send(connection, exchange, keepAlive);
        if (exchange.stream.isCutOff()) connection.abandon();
        connection.answered(keepAlive);
        logFailure(exchange);
        logEnd(connection, exchange, snapshot);
    }

    static Request requestOf(wire::Connection& connection, const ClientAddress& from, const Site& site) {
        const wire::RequestBuffer& requestBuffer = connection.requestBuffer();
        Request request;
        request.method = requestBuffer.head().method;
        request.target = requestBuffer.head().target;
        request.version = requestBuffer.head().version;
        request.headers = requestBuffer.head().fields;
        request.body = requestBuffer.body();
        request.trailer = requestBuffer.trailer();
        request.peer = from.peer.address;
        request.peerPort = from.peer.port;
        request.forwardedHost = from.host;
        request.secure = cameSecurely(from, connection.endpoint(), site.scheme);
        request.loopback = from.peer.loopback;
        request.localNamesOnly = connection.endpoint().localNamesOnly;
        request.misdirected = isMisdirected(connection);
        request.httpsPort = connection.endpoint().httpsPort;
        request.bodyLength = requestBuffer.framing().length;
        request.bodyPending = requestBuffer.bodyIsPending();
        request.refused = requestBuffer.status();
        request.reason = requestBuffer.reason();
        return request;
    }

    // Any client may send any header; only a nearby peer may be a proxy of the site.
    static bool mayBeOurProxy(const wire::Peer& peer) {
        const auto address = syntax::parseIpAddress(peer.address);
        return wire::isHere(peer) || (address && address->isPrivate());
    }

    // Programs on this machine may use HTTP/1.0, and pages of other sites may send forms here. Browsers do not use HTTP/1.0, and
    // they report foreign forms.
    static bool cameThroughSilentProxy(const Exchange& x, const ClientAddress& from) {
        return !from.trace.empty() && looksLikeBrowser(x) &&
               x.header("Sec-Fetch-Site").value_or("same-origin") == "same-origin";
    }

    void notice(const Exchange& x, const wire::Peer& peer, const ClientAddress& from) const {
        if (cameThroughSilentProxy(x, from))
            shared_.notices.see(Notices::Kind::UntrustedProxy, x.snapshot.log,
                                [&] { return silentProxy(peer.address, from.trace); });
        if (!from.forwarder.empty() && mayBeOurProxy(peer))
            shared_.notices.see(Notices::Kind::UntrustedProxy, x.snapshot.log,
                                [&] { return untrustedProxy(peer.address, from.forwarder); });
        if (x.answer.status == 421 && x.request.localNamesOnly && x.snapshot.site.hosts.empty())
            shared_.notices.see(Notices::Kind::ForeignName, x.snapshot.log,
                                [&] { return foreignName(x.header("Host").value_or("")); });
        if (x.isOutside)
            shared_.notices.see(Notices::Kind::OtherPath, x.snapshot.log,
                                [&] { return otherPath(x.snapshot.site.base); });
    }

    static bool isMisdirected(wire::Connection& connection) {
        const auto& tls = connection.endpoint().tls;
        if (!tls || connection.channel().serverName().empty()) return false;
        for (const HeaderView& field : connection.requestBuffer().head().fields)
            if (syntax::equalsIgnoreCase(field.name, "Host"))
                return !tls->get()->serves(connection.channel().serverName(), field.value);
        return false;
    }

    // Before the answer is sent: a client that then asks for the metrics finds this request in them.
    static void count(const Exchange& x) noexcept {
        x.snapshot.metrics.count(x.target, x.path.starts_with(Assets::prefix), x.answer.status,
                                 std::chrono::steady_clock::now() - x.began);
    }

    static void send(wire::Connection& connection, Exchange& exchange, bool keepAlive) {
        connection.send(respond(exchange, keepAlive));
        if (hasBody(exchange))
            for (wire::Piece& piece : exchange.answer.takeBody()) connection.send(std::move(piece));
        connection.flush();
    }

    static void logFailure(const Exchange& x) {
        const bool denied = x.answer.status == 401 || x.answer.status == 403 || x.access.hasFailed();
        if (!x.answer.failed || denied) return; // denial.cpp logs those
        const bool ours = x.stream.begun() ? !x.stream.isUnwanted() : x.answer.status >= 500;
        const int level = ours ? PORTICO_LOG_ERROR : x.answer.status == 429 ? PORTICO_LOG_WARNING : PORTICO_LOG_DEBUG;
        x.snapshot.log.write(level, x.logSubject(), std::to_string(x.answer.status) + ": " + x.answer.reason);
    }

    // Most answers have been sent by now; for others the connection reports their end.
    static void logEnd(wire::Connection& connection, const Exchange& x, Serving::Pin& pin) {
        AccessLine line(x, x.snapshot.accessLogFormat, std::time(nullptr));
        if (x.stream.begun())
            log(x, line, x.stream.bytes(), x.stream.isCutOff() ? whyCutOff(connection) : std::string_view());
        else if (!connection.hasOutput())
            log(x, line, bodyBytes(x), {});
        else
            connection.onFlushed(
                [end = LateEnd(x, std::move(line), pin)](auto left, auto cut) { end.tell(left, cut); });
    }

    static void log(const Exchange& x, const AccessLine& line, std::uint64_t bytes, std::string_view cut) {
        if (const std::string said = line.ended(bytes, cut); !said.empty())
            x.snapshot.log.access(said, {x.id, userOf(x), x.traceId()});
        tellFilters(x, bytes, cut);
    }

    static std::string_view whyCutOff(const wire::Connection& connection) {
        return connection.cut() == wire::Truncation::No ? "handler failed" : nameOf(connection.cut());
    }

    Shared& shared_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit Factory(Shared& shared) : shared_(shared) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
        return std::make_unique<Handler>(shared_).release(); // Poco deletes it
    }

private:
    Shared& shared_;
};

Poco::Net::HTTPServerParams::Ptr paramsOf(const ServerOptions& options) {
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(static_cast<int>(options.threads + options.spareThreads));
    params->setMaxQueued(params->getMaxThreads());
    params->setKeepAlive(true);
    // A thread that starts just when the server stops may miss that, and checks again after this time; Poco's default is ten
    // seconds.
    params->setThreadIdleTime(Poco::Timespan(0, 100'000));
    return params;
}

shares::Network networkByHead(const wire::Connection& connection) {
    return shares::Network::of(clientAddress(connection.peer(), connection.endpoint(), connection.head()).peer.address);
}

// Counts clients and requests that get no further than the wire, by status.
class Refusals {
public:
    explicit Refusals(metrics::Registry* registry) {
        if (registry == nullptr) return;
        family_ = registry->define({}, {.kind = metrics::Kind::Counter,
                                        .name = "portico_wire_refusals",
                                        .help = "Clients and requests refused before the pipeline, by status.",
                                        .labels = {"status"}});
        if (family_)
            for (std::size_t i = 0; i < statuses.size(); ++i)
                series_[i] = family_->series({std::to_string(statuses[i])});
    }

    void count(int status) const noexcept {
        for (std::size_t i = 0; i < statuses.size(); ++i)
            if (statuses[i] == status && series_[i] != nullptr) series_[i]->add(1);
    }

private:
    static constexpr std::array<int, 4> statuses = {400, 408, 429, 503}; // of all reports

    std::shared_ptr<metrics::Family> family_;
    std::array<metrics::Series*, statuses.size()> series_{};
};

wire::Report reportTo(Log& log, Notices& notices, const Refusals& refusals) {
    return [&](const wire::Peer& peer, int status, std::string_view why, wire::ProtocolMismatch misfit) {
        refusals.count(status);
        if (misfit == wire::ProtocolMismatch::PlainHttp)
            notices.see(Notices::Kind::PlainHttp, log, [&] { return plainHttp(peer.address); });
        if (misfit == wire::ProtocolMismatch::NoProxyHeader)
            notices.see(Notices::Kind::NoProxyHeader, log, [&] { return noProxyHeader(peer.address, why); });
        const int level = status == 503 || status == 429 ? PORTICO_LOG_WARNING : PORTICO_LOG_DEBUG;
        log.write(level, "wire", peer.address + ": " + std::to_string(status) + ": " + std::string(why));
    };
}

} // namespace

class PocoServer::Impl {
public:
    Impl(ServerOptions options, Serving& serving, Log& log)
        : notices_(options.notices),
          refusals_(options.metrics),
          limits_(options.limits),
          connections_(std::move(options.listeners), limits_, reportTo(log, *notices_, refusals_), networkByHead),
          lanes_(connections_, limits_, options.threads, options.away),
          shared_(serving, connections_, limits_, *notices_),
          pool_(1, static_cast<int>(options.threads + options.spareThreads)),
          descriptor_(::open("/dev/null", O_RDONLY | O_CLOEXEC)),
          server_(new Factory(shared_), pool_,
                  LaneSocket(lanes_, limits_, options.threads + options.spareThreads, descriptor_.get()),
                  paramsOf(options)) {}

    void start() { server_.start(); }

    bool stop(int seconds) {
        if (!lanes_.stop(std::chrono::seconds(seconds))) return false;
        server_.stop();
        pool_.joinAll();
        return true;
    }

    wire::LaneProgress laneProgress() { return lanes_.laneProgress(); }
    wire::LaneCounts laneCounts() { return lanes_.laneCounts(); }
    const wire::ConnectionSet& connections() const noexcept { return connections_; }

    std::vector<std::string> addresses() const {
        std::vector<std::string> all;
        for (const auto& [listener, endpoint] : connections_.listeners()) {
            const char* scheme = listener.isUnix() ? "" : endpoint.tls ? "https://" : "http://";
            all.push_back(scheme + listener.address());
        }
        return all;
    }

private:
    const std::shared_ptr<Notices> notices_;
    const Refusals refusals_;
    const wire::Limits limits_;
    wire::ConnectionSet connections_;
    wire::Lanes lanes_;
    Shared shared_;
    Poco::ThreadPool pool_;
    const wire::OpenFile descriptor_; // for Poco, the descriptor of the lanes' sockets
    Poco::Net::HTTPServer server_;
};

PocoServer::PocoServer(ServerOptions options, Serving& serving, Log& log)
    : impl_(std::make_unique<Impl>(std::move(options), serving, log)) {}
PocoServer::~PocoServer() = default;
void PocoServer::start() { impl_->start(); }
bool PocoServer::stop(int seconds) { return impl_->stop(seconds); }
wire::LaneProgress PocoServer::laneProgress() { return impl_->laneProgress(); }
wire::LaneCounts PocoServer::laneCounts() { return impl_->laneCounts(); }
std::size_t PocoServer::connections() const noexcept { return impl_->connections().connections(); }
std::uint64_t PocoServer::accepted() const noexcept { return impl_->connections().accepted(); }
std::vector<std::string> PocoServer::addresses() const { return impl_->addresses(); }

} // namespace portico::http
