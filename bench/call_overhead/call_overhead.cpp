// SPDX-License-Identifier: Apache-2.0
// The cost of one call to a plugin: nanoseconds of a direct call, of a virtual call, and of a handler in a loaded plugin, called
// as the server does, through capabilities::PluginRoute, which catches all exceptions; of a filter that passes, alone and with all that
// the step does for it (the difference of the last two). And the cost of the pin with which a
// request keeps its generation, and of counting in metrics, alone and while another thread continuously does the same.
//   call_overhead CALLS      prints one line of JSON, the minimum of seven rounds; expects counter_plugin.so beside this program
#include "capabilities/filters.h"
#include "capabilities/routes.h"
#include "counting.h"
#include "filtering.h"
#include "local_counter.h"
#include "pinning.h"

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <stdexcept>

namespace {

constexpr int rounds = 7;

template <typename Call>
double nanosecondsOf(long calls, const Call& call) {
    using Clock = std::chrono::steady_clock;
    double least = std::numeric_limits<double>::infinity();
    for (int round = 0; round < rounds; ++round) {
        const auto began = Clock::now();
        for (long done = 0; done < calls; ++done)
            if (call() != PORTICO_OK) throw std::runtime_error("a call failed");
        const std::chrono::duration<double, std::nano> took = Clock::now() - began;
        least = std::min(least, took.count() / static_cast<double>(calls));
    }
    return least;
}

// The plugin, which stays loaded until the program ends.
std::pair<const portico_plugin*, void*> load(const std::filesystem::path& file) {
    void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw std::runtime_error(file.string() + " cannot be loaded");
    const auto* plugin = static_cast<const portico_plugin*>(dlsym(library, "portico_entry"));
    if (plugin == nullptr) throw std::runtime_error(file.string() + " is not a plugin");
    void* self = nullptr;
    if (plugin->create(nullptr, &self, nullptr) != PORTICO_OK) throw std::runtime_error("create failed");
    return {plugin, self};
}

portico::capabilities::Provided provided(const std::pair<const portico_plugin*, void*>& loaded, const char* id) {
    return {"counter_plugin", {loaded.first->get_capability(loaded.second, id), loaded.second}};
}

void measureFilter(long calls, const portico::capabilities::Provided& provided) {
    portico_exchange x{};
    portico_rewrite rewrite{};
    portico::Why why;
    const portico::capabilities::Filter passing(provided);
    const double filter = nanosecondsOf(calls, [&] { return passing.request(x, rewrite, why); });
    const call_overhead::Filtering none({}), one({provided});
    const double unfiltered = nanosecondsOf(calls, [&] { return none.pass(); });
    const double filtered = nanosecondsOf(calls, [&] { return one.pass(); });
    std::printf(R"({"filter": %.2f, "exchange": %.2f, "filteredExchange": %.2f, )", filter, unfiltered, filtered);
}

void measure(long calls, const std::filesystem::path& folder) {
    unsigned long counted = 0;
    portico_exchange x{};
    portico::Why why;
    const auto counter = call_overhead::makeCounter();
    const auto loaded = load(folder / "counter_plugin.so");
    const auto route = portico::capabilities::listRoutes(provided(loaded, PORTICO_ROUTES)).at(0);
    const double direct = nanosecondsOf(calls, [&] { return call_overhead::count(&counted, nullptr, &x, why.get()); });
    const double dynamic = nanosecondsOf(calls, [&] { return counter->count(nullptr, &x, why.get()); });
    const double plugin = nanosecondsOf(calls, [&] { return route.handle(x, why); });
    measureFilter(calls, provided(loaded, PORTICO_FILTER));
    const call_overhead::Pinning pinning;
    const double pin = nanosecondsOf(calls, [&] { return pinning.pin(); });
    const auto both = pinning.inTheBackground();
    const double pinBesideAnother = nanosecondsOf(calls, [&] { return pinning.pin(); });
    std::printf(R"("direct": %.2f, "virtual": %.2f, "plugin": %.2f, "pin": %.2f, "pinBesideAnother": %.2f, )", direct,
                dynamic, plugin, pin, pinBesideAnother);
}

void measureCounting(long calls) {
    const call_overhead::Counting counting;
    const double add = nanosecondsOf(calls, [&] { return counting.add(); });
    const double observe = nanosecondsOf(calls, [&] { return counting.observe(); });
    const double request = nanosecondsOf(calls, [&] { return counting.request(); });
    const auto both = counting.inTheBackground();
    const double requestBesideAnother = nanosecondsOf(calls, [&] { return counting.request(); });
    std::printf(R"("count": %.2f, "observe": %.2f, "countRequest": %.2f, "countRequestBesideAnother": %.2f})"
                "\n",
                add, observe, request, requestBesideAnother);
}

} // namespace

int main(int count, char** words) {
    try {
        if (count != 2) throw std::invalid_argument("call_overhead CALLS");
        measure(std::stol(words[1]), std::filesystem::canonical("/proc/self/exe").parent_path());
        measureCounting(std::stol(words[1]));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "call_overhead: %s\n", error.what());
        return 1;
    }
}
