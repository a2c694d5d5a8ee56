// SPDX-License-Identifier: Apache-2.0
// The seam to Poco.
#include "http/poco_server.h"

#include "http/access_log.h"
#include "http/client_address.h"
#include "http/lane_client.h"
#include "http/pipeline.h"
#include "http/poco_lane.h"
#include "http/request_id.h"
#include "http/respond.h"
#include "http/wire/current_tls.h"

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
    Serving& serving;
    const wire::Limits& limits;
    const wire::ConnectionSet& connections;
    RequestIds ids{};
    HeldLanes held{};
};

class Handler : public Poco::Net::HTTPRequestHandler {
public:
    explicit Handler(Shared& shared) : shared_(shared) {}

    // Poco would answer an exception itself: nothing may leave this function.
    void handleRequest(HTTPServerRequest& request, HTTPServerResponse&) override {
        auto* lane = static_cast<PocoLane*>(static_cast<HTTPServerRequestImpl&>(request).socket().impl());
        do serveOrEnd(lane->connection());
        while (lane->goOn());
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
        const Serving::Pin generation = shared_.serving.pin();
        const wire::Intake& intake = connection.intake();
        LaneClient client(connection, shared_.connections, shared_.limits, shared_.held, generation);
        const ClientAddress from = clientAddress(connection.peer(), connection.endpoint(), intake.head().fields);
        Request request = requestOf(connection, from);
        request.client = &client;
        const RequestId id = shared_.ids.next();
        Exchange exchange(*generation, request, id.view());
        answer(exchange);
        const bool inPieces = exchange.stream.begun();
        const bool keepAlive = inPieces ? exchange.stream.keepsOpen() : client.keepsOpen() && !exchange.answer.close;
        if (!inPieces) send(connection, exchange, keepAlive);
        if (exchange.stream.isCutOff()) connection.abandon();
        connection.answered(keepAlive);
        writeLog(exchange);
    }

    static Request requestOf(wire::Connection& connection, const ClientAddress& from) {
        const wire::Intake& intake = connection.intake();
        Request request;
        request.method = intake.head().method;
        request.target = intake.head().target;
        request.version = intake.head().version;
        request.headers = intake.head().fields;
        request.body = intake.body();
        request.peer = from.peer.address;
        request.forwardedHost = from.host;
        request.secure = connection.channel().secure() || from.peer.secure;
        request.loopback = from.peer.loopback;
        request.misdirected = isMisdirected(connection);
        request.httpsPort = connection.endpoint().httpsPort;
        request.bodyLength = intake.framing().length;
        request.bodyPending = intake.bodyIsPending();
        request.refused = intake.status();
        request.reason = intake.reason();
        return request;
    }

    static bool isMisdirected(wire::Connection& connection) {
        const auto& tls = connection.endpoint().tls;
        if (!tls || connection.channel().serverName().empty()) return false;
        for (const HeaderView& field : connection.intake().head().fields)
            if (syntax::equalsIgnoreCase(field.name, "Host"))
                return !tls->get()->serves(connection.channel().serverName(), field.value);
        return false;
    }

    static void send(wire::Connection& connection, Exchange& exchange, bool keepAlive) {
        connection.send(respond(exchange, keepAlive));
        if (hasBody(exchange))
            for (wire::Piece& piece : exchange.answer.takeBody()) connection.send(std::move(piece));
        connection.flush();
    }

    static void writeLog(const Exchange& x) {
        const Generation& generation = x.generation;
        if (generation.accessForm != AccessForm::Off)
            generation.log.access(accessLine(x, generation.accessForm, std::time(nullptr)), x.id,
                                  x.user ? view(x.user->name) : std::string_view());
        if (!x.answer.failed) return;
        const bool ours = x.stream.begun() ? !x.stream.isUnwanted() : x.answer.status >= 500;
        const int level = ours ? PORTICO_LOG_ERROR : PORTICO_LOG_DEBUG;
        generation.log.write(level, "request " + std::string(x.id),
                             std::to_string(x.answer.status) + ": " + x.answer.reason);
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
    // A thread that begins just when the server stops misses that, and looks for it after this time; ten seconds if nobody says.
    params->setThreadIdleTime(Poco::Timespan(0, 100'000));
    return params;
}

wire::Report reportTo(Log& log) {
    return [&log](const wire::Peer& peer, int status, std::string_view why) {
        log.write(PORTICO_LOG_DEBUG, "wire", peer.address + ": " + std::to_string(status) + ": " + std::string(why));
    };
}

} // namespace

class PocoServer::Impl {
public:
    Impl(ServerOptions options, Serving& serving, Log& log)
        : limits_(options.limits),
          connections_(std::move(options.listeners), limits_, reportTo(log)),
          lanes_(connections_, limits_, options.threads, options.away),
          shared_{serving, limits_, connections_},
          pool_(1, static_cast<int>(options.threads + options.spareThreads)),
          descriptor_(::open("/dev/null", O_RDONLY | O_CLOEXEC)),
          server_(new Factory(shared_), pool_,
                  LaneSocket(lanes_, limits_, options.threads + options.spareThreads, descriptor_.descriptor()),
                  paramsOf(options)) {}

    void start() { server_.start(); }

    bool stop(int seconds) {
        if (!lanes_.stop(std::chrono::seconds(seconds))) return false;
        server_.stop();
        pool_.joinAll();
        return true;
    }

    wire::Pulse pulse() { return lanes_.pulse(); }

    std::vector<std::string> addresses() const {
        std::vector<std::string> all;
        for (const auto& [listener, endpoint] : connections_.listeners()) {
            const char* scheme = listener.isUnix() ? "" : endpoint.tls ? "https://" : "http://";
            all.push_back(scheme + listener.address());
        }
        return all;
    }

private:
    const wire::Limits limits_;
    wire::ConnectionSet connections_;
    wire::Lanes lanes_;
    Shared shared_;
    Poco::ThreadPool pool_;
    const wire::OpenFile descriptor_; // what Poco takes for the lanes' sockets
    Poco::Net::HTTPServer server_;
};

PocoServer::PocoServer(ServerOptions options, Serving& serving, Log& log)
    : impl_(std::make_unique<Impl>(std::move(options), serving, log)) {}
PocoServer::~PocoServer() = default;
void PocoServer::start() { impl_->start(); }
bool PocoServer::stop(int seconds) { return impl_->stop(seconds); }
wire::Pulse PocoServer::pulse() { return impl_->pulse(); }
std::vector<std::string> PocoServer::addresses() const { return impl_->addresses(); }

} // namespace portico::http
