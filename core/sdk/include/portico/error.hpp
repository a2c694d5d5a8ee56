// SPDX-License-Identifier: Apache-2.0
// Strings and errors at the ABI boundary: views of portico_str, the exception Error, and the translation between exceptions
// (inside a plugin) and a status with a reason (outside). Part of <portico/plugin.hpp>.
//
// Example, a function of a table in C++:
//
//     portico_status parse(portico_str text, int* number, portico_error* why) noexcept {
//         return portico::exceptionBarrier(why, [&] {
//             if (text.len == 0) throw portico::Error(PORTICO_INVALID, "the number is empty");
//             *number = std::stoi(std::string(portico::view(text))); // other exceptions become PORTICO_FAILED
//             return PORTICO_OK;
//         });
//     }
#pragma once

#include <portico/abi.h>

#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace portico {

inline std::string_view view(portico_str text) noexcept {
    return text.len == 0 ? std::string_view() : std::string_view(text.ptr, text.len);
}
inline portico_str str(std::string_view text) noexcept { return {text.data(), text.size()}; }

// A plugin throws Error to return `status` from a call; the message is for the log and the administrator.
// Any other exception becomes PORTICO_FAILED.
class Error : public std::runtime_error {
public:
    Error(portico_status status, const std::string& message) : std::runtime_error(message), status_(status) {}
    portico_status status() const noexcept { return status_; }

private:
    portico_status status_;
};

// Copies `message` into `why`, truncated if it is too long. `why` may be NULL.
inline void explain(portico_error* why, std::string_view message) noexcept {
    if (why == nullptr) return;
    const std::size_t length = message.size() < sizeof why->message - 1 ? message.size() : sizeof why->message - 1;
    if (length != 0) std::memcpy(why->message, message.data(), length);
    why->message[length] = '\0';
}

// The exception barrier: runs `call`, which returns a status, and turns exceptions into a status and `why`. Wrap every function
// that the host calls in it.
template <class Call>
portico_status exceptionBarrier(portico_error* why, Call&& call) noexcept {
    try {
        return call();
    } catch (const Error& error) {
        explain(why, error.what());
        return error.status() < 0 ? error.status() : PORTICO_FAILED;
    } catch (const std::exception& error) {
        explain(why, error.what());
    } catch (...) {
        explain(why, "an exception that is not a std::exception");
    }
    return PORTICO_FAILED;
}

// A portico_error for a call across the ABI boundary, which turns its status back into an Error.
class Why {
public:
    Why() noexcept : error_{sizeof(portico_error), 0, {}} {}
    portico_error* get() noexcept { return &error_; }
    std::string_view message() const noexcept { return error_.message; }

    // Throws Error unless `status` is PORTICO_OK.
    void check(portico_status status) const {
        if (status != PORTICO_OK) throw Error(status, error_.message);
    }
    // PORTICO_OK: true; `no` (PORTICO_NOT_FOUND or PORTICO_DENIED): false; anything else throws Error.
    bool answer(portico_status status, portico_status no) const {
        if (status == no) return false;
        check(status);
        return true;
    }

private:
    portico_error error_;
};

} // namespace portico
