// SPDX-License-Identifier: Apache-2.0
// A peer for comparison: an unmodified Poco::Net::HTTPServer with one thread per connection.
//   stock_poco PORT THREADS FILE      /hello answers 13 bytes; every other path answers the file, from memory
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/ThreadPool.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <memory>

namespace {

struct Fixed : Poco::Net::HTTPRequestHandler {
    explicit Fixed(const std::string& text) : body(text) {}
    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override {
        response.setContentType("text/html; charset=utf-8");
        response.sendBuffer(body.data(), body.size());
    }
    const std::string& body;
};

struct Factory : Poco::Net::HTTPRequestHandlerFactory {
    explicit Factory(const std::string& text) : page(text) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request) override {
        return std::make_unique<Fixed>(request.getURI() == "/hello" ? hello : page).release(); // Poco deletes it
    }
    const std::string hello = "Hello, world!", page;
};

std::string contentOf(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

int main(int count, char** words) {
    if (count != 4) return 2;
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr); // for all threads created later
    const int threads = std::stoi(words[2]);
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(threads);
    Poco::ThreadPool pool(2, threads + 1);
    const Poco::Net::SocketAddress address("127.0.0.1", static_cast<Poco::UInt16>(std::stoi(words[1])));
    Poco::Net::HTTPServer server(new Factory(contentOf(words[3])), pool, Poco::Net::ServerSocket(address), params);
    server.start();
    int number = 0;
    sigwait(&stop, &number);
    server.stopAll(true);
}
