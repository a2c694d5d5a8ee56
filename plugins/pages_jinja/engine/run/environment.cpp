// SPDX-License-Identifier: Apache-2.0
// The cache, and the place where Faults become TemplateErrors.
#include "engine/run/environment.h"

#include "engine/run/render.h"

#include <algorithm>
#include <ctime>
#include <mutex>

namespace pages_jinja {

namespace {

// "./a//b" is "a/b", as in Jinja2. ".." is not allowed.
std::string plainName(std::string_view name) {
    std::string plain;
    while (!name.empty()) {
        const std::string_view part = name.substr(0, name.find('/'));
        name.remove_prefix(std::min(name.size(), part.size() + 1));
        if (part.empty() || part == ".") continue;
        if (!plain.empty()) plain += '/';
        plain += part;
    }
    return plain;
}

class FromEnvironment : public TemplateSource {
public:
    FromEnvironment(Environment& environment, const Template& page) : environment_(environment), page_(page) {}
    std::shared_ptr<const Template> find(std::string_view name) override {
        auto part = environment_.find(plainName(name));
        if (part) environment_.admit(page_, *part);
        return part;
    }

private:
    Environment& environment_;
    const Template& page_;
};

} // namespace

std::chrono::milliseconds Environment::steadyTime() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now); // takes a few nanoseconds, precise to a few milliseconds
    return std::chrono::milliseconds(now.tv_sec * 1000 + now.tv_nsec / 1'000'000);
}

Environment::Environment(std::unique_ptr<Loader> loader, const Limits& limits, std::chrono::milliseconds recheck,
                         Clock clock, Inspect inspect, Admit admit)
    : loader_(std::move(loader)),
      limits_(limits),
      recheck_(recheck.count()),
      clock_(std::move(clock)),
      inspect_(std::move(inspect)),
      admit_(std::move(admit)) {}

std::shared_ptr<const Template> Environment::known(std::string_view name, std::int64_t now) const {
    std::shared_ptr<const Entry> entry;
    {
        const std::shared_lock lock(mutex_);
        const auto found = entries_.find(name);
        if (found == entries_.end()) return nullptr;
        entry = found->second;
    }
    if (recheck_ > 0 && now - entry->checked.load(std::memory_order_relaxed) < recheck_) return entry->compiled;
    if (loader_->stamp(name) != entry->stamp) return nullptr;
    entry->checked.store(now, std::memory_order_relaxed);
    return entry->compiled;
}

void Environment::forget(std::string_view name) {
    const std::unique_lock lock(mutex_);
    const auto found = entries_.find(name);
    if (found != entries_.end()) entries_.erase(found);
}

std::shared_ptr<const Template> Environment::find(std::string_view name) {
    const std::int64_t now = clock_().count();
    if (auto compiled = known(name, now)) return compiled;
    const auto source = loader_->load(name);
    if (!source) {
        forget(name);
        return nullptr;
    }
    const auto made = compile(name, source->text, limits_);
    if (inspect_) inspect_(*made);
    std::shared_ptr<const Template> compiled = made;
    auto entry = std::make_shared<const Entry>(compiled, source->stamp, now);
    const std::unique_lock lock(mutex_);
    entries_.insert_or_assign(std::string(name), std::move(entry));
    return compiled;
}

void Environment::render(std::string_view name, const Map& data, Arena& arena, std::string& out) {
    const auto page = find(name);
    if (page == nullptr) throw TemplateError(ErrorKind::NotFound, name, 0, "no such template");
    render(page, data, arena, out);
}

void Environment::render(const std::shared_ptr<const Template>& page, const Map& data, Arena& arena, std::string& out) {
    const std::size_t before = out.size();
    FromEnvironment templates(*this, *page);
    Rendering rendering(templates, arena, limits_, out);
    try {
        rendering.hold(page->name, page);
        Context* context = newContext(rendering, *page);
        context->data = &data;
        renderTemplate(rendering, *page, *context);
    } catch (const Fault& fault) {
        out.resize(before);
        const Template* current = rendering.current() == nullptr ? page.get() : rendering.current();
        throw TemplateError(fault.kind(), current->name, rendering.line, fault.what());
    } catch (...) {
        out.resize(before);
        throw;
    }
}

} // namespace pages_jinja
