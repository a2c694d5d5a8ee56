// SPDX-License-Identifier: Apache-2.0
#include "http/server/filter_end.h"

#include <utility>

namespace portico::http {

namespace {

using Clock = std::chrono::steady_clock;

std::int64_t wallClockOf(Clock::time_point then) noexcept {
    using namespace std::chrono;
    return duration_cast<milliseconds>((system_clock::now() - (Clock::now() - then)).time_since_epoch()).count();
}

// The texts are those of the exchange; what is only known at the end is missing.
portico_request_end beginOf(const Exchange& x) noexcept {
    portico_request_end end{};
    end.size = sizeof end;
    end.status = x.answer.status;
    end.began = wallClockOf(x.began);
    end.method = str(x.request.method);
    end.target = str(x.request.target);
    end.peer = str(x.request.peer);
    if (x.user) end.user = x.user->name;
    end.request_id = str(x.id);
    end.trace_id = str(x.traceId());
    return end;
}

void tell(const Snapshot& snapshot, portico_request_end end, Clock::time_point began, std::uint64_t bytes,
          std::string_view cut) {
    end.nanoseconds = static_cast<std::uint64_t>(std::chrono::nanoseconds(Clock::now() - began).count());
    end.bytes = bytes;
    end.cut = str(cut);
    for (const capabilities::Filter& filter : snapshot.filters.end) filter.end(end);
}

} // namespace

struct LateFilterEnd::Kept {
    Kept(const Exchange& x, Serving::Pin&& held) : pin(std::move(held)), began(x.began), end(beginOf(x)) {
        for (portico_str* text : {&end.method, &end.target, &end.peer, &end.user, &end.request_id, &end.trace_id})
            *text = str(copyInto(memory, view(*text)));
    }

    Serving::Pin pin;
    Clock::time_point began;
    std::pmr::monotonic_buffer_resource memory;
    portico_request_end end;
};

void tellFilters(const Exchange& x, std::uint64_t bytes, std::string_view cut) {
    if (!x.snapshot.filters.end.empty()) tell(x.snapshot, beginOf(x), x.began, bytes, cut);
}

LateFilterEnd::LateFilterEnd(const Exchange& x, Serving::Pin& pin) {
    if (!x.snapshot.filters.end.empty()) kept_ = std::make_shared<const Kept>(x, std::move(pin));
}

void LateFilterEnd::tell(std::uint64_t bytes, std::string_view cut) const {
    if (kept_) http::tell(*kept_->pin, kept_->end, kept_->began, bytes, cut);
}

} // namespace portico::http
