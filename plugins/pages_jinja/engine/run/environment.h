// SPDX-License-Identifier: Apache-2.0
// The engine's front: renders templates by name, and keeps them compiled until their source changes. Any number of threads use
// one environment at the same time; a render that began goes on with the templates that it has.
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

    // Looks at each template that was compiled, may add to it, and throws TemplateError if it is not acceptable.
    using Inspect = std::function<void(Template&)>;
    // Of each template that a page includes, extends or imports: throws Fault if it must not.
    using Admit = std::function<void(const Template& page, const Template& part)>;

    // A compiled template is compared with its source when the last comparison is `recheck` or longer ago.
    Environment(std::unique_ptr<Loader> loader, const Limits& limits,
                std::chrono::milliseconds recheck = std::chrono::milliseconds(0), Clock clock = steadyTime,
                Inspect inspect = {}, Admit admit = {});

    // Appends the page to `out`, which is as before after an error. The values of `data` live in `arena`, or longer than
    // the call. Throws TemplateError.
    void render(std::string_view name, const Map& data, Arena& arena, std::string& out);
    // The same for a template that was found before, whatever its file says by now.
    void render(const std::shared_ptr<const Template>& page, const Map& data, Arena& arena, std::string& out);

    // The compiled template; null if there is none of that name. Throws TemplateError.
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
    mutable std::shared_mutex mutex_; // guards the map, not what is in its entries
    std::unordered_map<std::string, std::shared_ptr<const Entry>, Hash, std::equal_to<>> entries_;
};

} // namespace pages_jinja
