// SPDX-License-Identifier: Apache-2.0
// A filter for tests of the server. Requests control it by their query: "act" says what happens in which phase.
#include <portico/plugin.hpp>

#include <stdexcept>

namespace {

using portico::Exchange;
using portico::Filter;

class Turnstile final : public portico::Plugin, public Filter {
public:
    explicit Turnstile(portico::Host host) : host_(host) {}
    Turnstile& filter() { return *this; }

    Next request(Exchange& x, portico::Rewrite& rewrite) override {
        const std::string act(x.query("act").value_or(""));
        if (act == "throw") throw std::runtime_error("the turnstile is stuck");
        if (act == "crash") return *static_cast<volatile int*>(nullptr) == 0 ? Next::Pass : Next::Answered;
        if (act == "late") kept_ = x.get();
        if (act == "misuse") kept_->client_gone(kept_);
        if (act == "answer") return x.text("answered by the turnstile"), Next::Answered;
        if (act == "forget") return x.fail(403, "forgotten"), Next::Pass;
        if (const auto to = x.query("to")) rewrite.to(*to);
        return Next::Pass;
    }
    Next admitted(Exchange& x) override {
        if (x.query("act") == "admitted-throw") throw std::runtime_error("the turnstile is stuck");
        if (x.query("act") == "cache") return x.text("from the cache of the turnstile"), Next::Answered;
        return Next::Pass;
    }
    void head(const Exchange& x, portico::Head& head) override {
        if (x.query("act") == "head-throw") throw std::runtime_error("the turnstile is stuck");
        head.setHeader("X-Turnstile", std::to_string(head.status()));
        head.removeHeader("Content-Security-Policy");
        head.removeHeader("Set-Cookie");
        head.setHeader("Cache-Control", "public, max-age=600");
        if (x.query("act") == "split") head.setHeader("X-Split", "a\r\nSet-Cookie: split=1");
        if (x.query("act") == "hide" && head.status() == 403) head.status(404);
    }
    void end(const portico_request_end& end) override {
        host_.info("ended " + std::string(portico::view(end.method)) + " " + std::to_string(end.status) + " " +
                   std::to_string(end.bytes) + " user=" + std::string(portico::view(end.user)) +
                   " cut=" + std::string(portico::view(end.cut)) + " took=" + (end.nanoseconds > 0 ? "yes" : "no"));
        if (portico::view(end.target).find("end-throw") != std::string_view::npos) throw std::runtime_error("ignored");
    }

private:
    portico::Host host_;
    portico_exchange* kept_ = nullptr;
};

} // namespace

PORTICO_PLUGIN(Turnstile, {
    "id": "turnstile", "version": "1.0.0", "summary": "A filter for tests.", "provides": ["portico.filter/1"]
});
