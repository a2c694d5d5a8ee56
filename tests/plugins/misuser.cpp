// SPDX-License-Identifier: Apache-2.0
// Breaks the rules about threads and lifetimes, in the way that the path names.
#include <portico/plugin.hpp>

#include <chrono>
#include <thread>

namespace {

class Misuser final : public portico::Plugin {
public:
    explicit Misuser(portico::Host host) : host_(host) {
        get("/misuse/thread", "public", "Answers on another thread.",
            [](portico::Exchange& x) { std::thread([c = x.get()] { c->set_status(c, 204); }).join(); });
        get("/misuse/late", "public", "Uses the exchange of the request before.", [this](portico::Exchange& x) {
            if (kept_ != nullptr) kept_->write(kept_, PORTICO_STR("late"));
            kept_ = x.get();
        });
        get("/misuse/destroyed", "public", "Leaves a thread behind.", [this](portico::Exchange&) { leaves_ = true; });
    }
    ~Misuser() override {
        if (!leaves_) return;
        std::thread([host = host_] {
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
            host.info("late");
        }).detach();
    }

private:
    portico::Host host_;
    portico_exchange* kept_ = nullptr;
    bool leaves_ = false;
};

} // namespace

// clang-format off
PORTICO_PLUGIN(Misuser, {"id": "misuser", "version": "1.0.0", "summary": "Misuses.", "provides": ["portico.routes/1"]});
