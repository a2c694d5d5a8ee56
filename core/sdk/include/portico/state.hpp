// SPDX-License-Identifier: Apache-2.0
// This plugin's TTL store, which survives reloads, as a C++ class: portico_state in abi/state.h. Plugins call it on any thread.
// Part of <portico/plugin.hpp>; Host::state() returns it.
//
// Example, at most ten tries a minute for each address:
//
//     bool mayTry(const portico::State& state, std::string_view address) {
//         return state.count(address, 1, std::chrono::minutes(1)) <= 10;
//     }
#pragma once

#include <portico/error.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace portico {

class State {
public:
    explicit State(const portico_state* table) : t_(table) {}

    // put, add, replace and count throw Error(PORTICO_INVALID) if the key, the value or `life` is out of range, and
    // Error(PORTICO_UNAVAILABLE) if the store is full.
    void put(std::string_view key, std::string_view value, std::chrono::seconds life) const {
        check(t_->put(t_->ctx, str(key), str(value), life.count()));
    }
    // False, without a change, if the key exists.
    bool add(std::string_view key, std::string_view value, std::chrono::seconds life) const {
        return is(t_->add(t_->ctx, str(key), str(value), life.count()), PORTICO_EXISTS);
    }
    // False, without a change, if the current value is not `before`.
    bool replace(std::string_view key, std::string_view before, std::string_view value,
                 std::chrono::seconds life) const {
        return is(t_->replace(t_->ctx, str(key), str(before), str(value), life.count()), PORTICO_NOT_FOUND);
    }
    // False if the key does not exist.
    bool get(std::string_view key, std::string& value) const {
        const portico_sink sink{&value, [](void* ctx, portico_str bytes) {
                                    return exceptionBarrier(nullptr, [&] {
                                        static_cast<std::string*>(ctx)->assign(view(bytes));
                                        return PORTICO_OK;
                                    });
                                }};
        return is(t_->get(t_->ctx, str(key), &sink), PORTICO_NOT_FOUND);
    }
    void remove(std::string_view key) const { check(t_->remove(t_->ctx, str(key))); }
    // Returns the sum. The counter expires `life` after its first use.
    std::int64_t count(std::string_view key, std::int64_t amount, std::chrono::seconds life) const {
        std::int64_t sum = 0;
        check(t_->count(t_->ctx, str(key), amount, life.count(), &sum));
        return sum;
    }
    // take(key, value) -> bool: false ends the list.
    template <class Take>
    void list(std::string_view prefix, Take&& take) const {
        struct Call {
            Take& take;
            std::exception_ptr thrown;
        } call{take, nullptr};
        const portico_state_sink sink{&call, [](void* ctx, portico_str key, portico_str value) -> portico_status {
                                          Call& own = *static_cast<Call*>(ctx);
                                          try {
                                              return own.take(view(key), view(value)) ? PORTICO_OK : PORTICO_DENIED;
                                          } catch (...) {
                                              own.thrown = std::current_exception();
                                              return PORTICO_FAILED;
                                          }
                                      }};
        const portico_status status = t_->list(t_->ctx, str(prefix), &sink);
        if (call.thrown) std::rethrow_exception(call.thrown);
        if (status != PORTICO_DENIED) check(status);
    }

private:
    static void check(portico_status status) {
        if (status != PORTICO_OK) throw Error(status, "the TTL store of the host refused the call");
    }
    static bool is(portico_status status, portico_status no) {
        if (status != no) check(status);
        return status == PORTICO_OK;
    }
    const portico_state* t_;
};

} // namespace portico
