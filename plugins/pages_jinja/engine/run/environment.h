// SPDX-License-Identifier: Apache-2.0
// The interface of the engine: renders templates by name, and caches compiled templates until their source changes. Any number of
// threads may use one environment; a render in progress continues with the templates that it has.
#pragma once

#include "engine/files/loader.h"
#include "engine/parse/template.h"
#include "engine/value/arena.h"
#include "engine/value/containers.h"
#include "engine/value/render_limits.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <shared_mutex>
#include <unordered_map>

namespace pages_jinja {

class Environment {
public:
    using Clock = std::function<std::chrono::milliseconds()>;
    static std::chrono::milliseconds steadyTime();

    // Called with each compiled template: may add to it, and throws TemplateError if it is not acceptable.
    using Inspect = std::function<void(Template&)>;
    // Called with each template that a page includes, extends or imports: throws Fault if the page must not use it.
    using Admit = std::function<void(const Template& page, const Template& part)>;

    // A compiled template is compared with its source again `recheck` after the last comparison.
    Environment(std::unique_ptr<Loader> loader, const Limits& limits,
                std::chrono::milliseconds recheck = std::chrono::milliseconds(0), Clock clock = steadyTime,
                Inspect inspect = {}, Admit admit = {});

    // Appends the page to `out`, which is unchanged after an error. The values of `data` must live in `arena` or outlive the
    // call. Throws TemplateError.
    void render(std::string_view name, const Map& data, Arena& arena, std::string& out);
    // Renders a template that was found before, even if its file has changed since.
    void render(const std::shared_ptr<const Template>& page, const Map& data, Arena& arena, std::string& out);

    // The compiled template; null if none has that name. Throws TemplateError.
    std::shared_ptr<const Template> find(std::string_view name);

    const Loader& loader() const { return *loader_; }
    const Limits& limits() const { return limits_; }
    void admit(const Template& page, const Template& part) const {
        if (admit_) admit_(page, part);
    }

private:
    struct Entry {
        std::shared_ptr<const Template> compiled;
        Stamp stamp;
        mutable std::atomic<std::int64_t> checked; // milliseconds of the clock
        Entry(std::shared_ptr<const Template> made, const Stamp& of, std::int64_t now)
            : compiled(std::move(made)), stamp(of), checked(now) {}
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::shared_ptr<const Template> known(std::string_view name, std::int64_t now) const;
    void forget(std::string_view name);

    std::unique_ptr<Loader> loader_;
    Limits limits_;
    std::int64_t recheck_;
    Clock clock_;
    Inspect inspect_;
    Admit admit_;
    mutable std::shared_mutex mutex_; // guards the map, not the content of its entries
    std::unordered_map<std::string, std::shared_ptr<const Entry>, Hash, std::equal_to<>> entries_;
};

} // namespace pages_jinja
