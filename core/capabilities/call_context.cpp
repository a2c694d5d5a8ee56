// SPDX-License-Identifier: Apache-2.0
#include "capabilities/call_context.h"

#include <algorithm>
#include <csignal>
#include <type_traits>

namespace portico::capabilities {

namespace {

struct CallContexts {
    Mutex mutex;
    std::vector<CallContext*> taken PORTICO_GUARDED_BY(mutex);
};

CallContexts& contexts() {
    static CallContexts all;
    return all;
}

thread_local const CallContext* currentContext = nullptr;

// Reserves a context for a thread while it exists.
class Registration {
public:
    explicit Registration(CallContext& context) : context_(context) {
        stack_t own{};
        own.ss_sp = signalStack_.data();
        own.ss_size = signalStack_.size();
        ::sigaltstack(&own, &before_);
        currentContext = &context;
        CallContexts& all = contexts();
        const MutexLock lock(all.mutex);
        all.taken.push_back(&context);
    }
    ~Registration() {
        ::sigaltstack(&before_, nullptr);
        CallContexts& all = contexts();
        const MutexLock lock(all.mutex);
        std::erase(all.taken, &context_);
    }
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

private:
    CallContext& context_;
    // The signal stack, on which the crash handler reports stack overflows.
    alignas(16) std::array<std::byte, 65536> signalStack_;
    stack_t before_{};
};

template <std::size_t room>
void copyCut(std::array<char, room>& to, std::string_view text) noexcept {
    const std::size_t length = std::min(text.size(), room - 1);
    std::copy_n(text.data(), length, to.data());
    to[length] = '\0';
}

} // namespace

CallContext& CallContext::forCurrentThread() noexcept {
    static_assert(std::is_trivially_destructible_v<CallContext>);
    thread_local CallContext context;
    thread_local const Registration registration(context);
    return context;
}

const CallContext* CallContext::taken() noexcept { return currentContext; }

void CallContext::forEach(const std::function<void(CallContext&)>& look) {
    CallContexts& all = contexts();
    const MutexLock lock(all.mutex);
    for (CallContext* context : all.taken) look(*context);
}

RequestScope::RequestScope(std::string_view request, std::string_view target, std::string_view client,
                           unsigned generation) noexcept
    : context_(CallContext::forCurrentThread()) {
    const MutexLock lock(context_.mutex);
    copyCut(context_.request.id, request);
    copyCut(context_.request.target,
            target.substr(0, target.find('?'))); // a query may contain secrets, which must not be logged
    copyCut(context_.request.client, client);
    context_.request.generation = generation;
    context_.clientOverShare = false;
}

RequestScope::~RequestScope() {
    const MutexLock lock(context_.mutex);
    context_.request.id[0] = context_.request.target[0] = context_.request.client[0] = '\0';
    context_.request.generation = 0;
}

} // namespace portico::capabilities
