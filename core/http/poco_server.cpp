// SPDX-License-Identifier: Apache-2.0
// The seam to Poco.
#include "http/poco_server.h"

#include "http/access_log.h"
#include "http/framing.h"
#include "http/pipeline.h"
#include "http/request_id.h"
#include "http/respond.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <atomic>
#include <stdexcept>
#include <thread>

namespace portico::http {

namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerRequestImpl;
using Poco::Net::HTTPServerResponse;

// What all connections of a server share.
struct Shared {
    Serving& serving;
    RequestIds ids;
    std::atomic<bool> stopping{false};
};

// False: longer than `most`, or ended early.
bool readBody(std::istream& from, std::string& body, const Framing& framing, std::size_t most) {
    if (!framing.chunked) {
        body.resize(framing.length);
        from.read(body.data(), static_cast<std::streamsize>(body.size()));
        return static_cast<std::size_t>(from.gcount()) == framing.length;
    }
    char piece[8192];
    while (from.read(piece, sizeof piece), from.gcount() > 0) {
        body.append(piece, static_cast<std::size_t>(from.gcount()));
        if (body.size() > most) return false;
    }
    return true;
}

void sendAll(Poco::Net::StreamSocket& socket, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();)
        sent += static_cast<std::size_t>(socket.sendBytes(
            bytes.data() + sent, static_cast<int>(std::min<std::size_t>(bytes.size() - sent, 1 << 30))));
}

class Handler : public Poco::Net::HTTPRequestHandler {
public:
    explicit Handler(Shared& shared) : shared_(shared) {}

    // Poco answers an exception with an empty reply or a page of its own: nothing may leave this function.
    void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
        response.setKeepAlive(false);
        try {
            response.setKeepAlive(serve(static_cast<HTTPServerRequestImpl&>(request)));
        } catch (...) { // the client is gone, or memory is: the connection closes
        }
    }

private:
    static Request headOf(HTTPServerRequest& from, std::string_view peer) {
        Request to;
        to.method = from.getMethod();
        to.target = from.getURI();
        to.version = from.getVersion();
        for (const auto& [name, value] : from) to.headers.push_back({name, value});
        to.peer = peer;
        to.loopback = from.clientAddress().host().isLoopback();
        return to;
    }

    // True: the connection stays open.
    bool serve(HTTPServerRequestImpl& from) {
        const Serving::Pin generation = shared_.serving.pin();
        const std::string peer = from.clientAddress().host().toString();
        Request request = headOf(from, peer);
        const Framing framing = framingOf(request, generation->limits.body);
        request.badFraming = framing.refused;
        std::string body;
        if (framing.refused == 0 && (framing.chunked || framing.length > 0))
            request.badFraming = readBody(from.stream(), body, framing, generation->limits.body) ? 0 : 413;
        request.body = body;

        const RequestId id = shared_.ids.next();
        Exchange exchange(*generation, request, id.view());
        answer(exchange);
        // Poco leaves the trailer of a chunked body, or what is left of a malformed one, unread: it must not become a request.
        const bool keepAlive = from.getKeepAlive() && !framing.chunked && !exchange.answer.close && !shared_.stopping;
        sendAll(from.socket(), respond(exchange, keepAlive));
        writeLog(exchange);
        return keepAlive;
    }

    static void writeLog(const Exchange& x) {
        const Generation& generation = x.generation;
        if (generation.accessForm != AccessForm::Off)
            generation.log.access(accessLine(x, generation.accessForm, std::time(nullptr)));
        if (!x.answer.failed) return;
        const int level = x.answer.status >= 500 ? PORTICO_LOG_ERROR : PORTICO_LOG_DEBUG;
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

Poco::Net::ServerSocket listenOn(const std::string& address) {
    try {
        Poco::Net::ServerSocket socket;
        const Poco::Net::SocketAddress where(address);
        socket.bind(where, true, false);
        socket.listen(1024);
        return socket;
    } catch (const Poco::Exception& error) {
        throw std::runtime_error("cannot listen on " + address + ": " + error.displayText() +
                                 "; stop the program that listens there, or choose another address with server.listen");
    }
}

Poco::Net::HTTPServerParams::Ptr paramsOf(const ServerOptions& options) {
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(options.threads);
    params->setMaxQueued(options.queued);
    params->setKeepAlive(true);
    params->setKeepAliveTimeout(Poco::Timespan(options.keepAliveSeconds, 0));
    params->setTimeout(Poco::Timespan(options.timeoutSeconds, 0));
    return params;
}

} // namespace

class PocoServer::Impl {
public:
    Impl(const ServerOptions& options, Serving& serving)
        : shared_{serving, {}, false}, pool_(2, options.threads + static_cast<int>(options.listen.size()) + 1) {
        for (const std::string& address : options.listen) sockets_.push_back(listenOn(address));
        for (const auto& socket : sockets_)
            servers_.push_back(
                std::make_unique<Poco::Net::HTTPServer>(new Factory(shared_), pool_, socket, paramsOf(options)));
    }

    void start() {
        for (auto& server : servers_) server->start();
    }

    void stop(int seconds) {
        shared_.stopping = true;
        for (auto& server : servers_) server->stopAll(false); // idle connections end, busy ones finish
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        while (busy() && std::chrono::steady_clock::now() < deadline)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (busy())
            for (auto& server : servers_) server->stopAll(true);
        pool_.joinAll();
    }

    std::vector<std::string> addresses() const {
        std::vector<std::string> all;
        for (const auto& socket : sockets_) all.push_back(socket.address().toString());
        return all;
    }

private:
    bool busy() const {
        return std::any_of(servers_.begin(), servers_.end(),
                           [](const auto& server) { return server->currentThreads() > 0; });
    }

    Shared shared_;
    Poco::ThreadPool pool_;
    std::vector<Poco::Net::ServerSocket> sockets_;
    std::vector<std::unique_ptr<Poco::Net::HTTPServer>> servers_;
};

PocoServer::PocoServer(const ServerOptions& options, Serving& serving)
    : impl_(std::make_unique<Impl>(options, serving)) {}
PocoServer::~PocoServer() = default;
void PocoServer::start() { impl_->start(); }
void PocoServer::stop(int seconds) { impl_->stop(seconds); }
std::vector<std::string> PocoServer::addresses() const { return impl_->addresses(); }

} // namespace portico::http
