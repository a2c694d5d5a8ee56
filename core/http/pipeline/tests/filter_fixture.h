// SPDX-License-Identifier: Apache-2.0
// A site with filters whose functions the test sets.
#pragma once

#include "../../tests/test_site.h"

#include <portico/filter.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <deque>

namespace portico::http::test {

// A filter whose functions the test sets; one that is not set is NULL in its table.
struct GuestFilter {
    std::string id;
    std::function<portico_status(portico_exchange*, portico_rewrite*, portico_error*)> request{};
    std::function<portico_status(portico_exchange*)> admitted{};
    std::function<portico_status(portico_exchange*, portico_head*, portico_error*)> head{};
    portico_filter table{};

    capabilities::Provided provided() {
        table = {sizeof(portico_filter), 0, nullptr, nullptr, nullptr, nullptr};
        if (request)
            table.request = [](void* self, portico_exchange* x, portico_rewrite* rewrite, portico_error* why) {
                return static_cast<GuestFilter*>(self)->request(x, rewrite, why);
            };
        if (admitted)
            table.admitted = [](void* self, portico_exchange* x, portico_error*) {
                return static_cast<GuestFilter*>(self)->admitted(x);
            };
        if (head)
            table.head = [](void* self, portico_exchange* x, portico_head* of, portico_error* why) {
                return static_cast<GuestFilter*>(self)->head(x, of, why);
            };
        return {id, {&table, this}};
    }
};

inline portico_status rewriteTo(portico_rewrite* rewrite, std::string_view target) {
    return rewrite->to(rewrite, str(target));
}

class FilterFixture : public CppUnit::TestFixture {
protected:
    TestSite site_;
    std::deque<GuestFilter> filters_;
    std::string seen_;

    GuestFilter& add(const std::string& id) { return filters_.emplace_back(GuestFilter{.id = id}); }
    void install() {
        std::vector<capabilities::Provided> all;
        for (GuestFilter& filter : filters_) all.push_back(filter.provided());
        site_.snapshot.filters = capabilities::Filters(all);
    }
    void routeOf(const std::string& path, const std::string& guard = "public") {
        site_.route("GET", path, guard, [this, path](portico_exchange* x, portico_error*) {
            seen_ += "handle ";
            return x->write(x, str(path));
        });
    }
    void rewriting(const std::string& to) {
        add("mover").request = [to](portico_exchange*, portico_rewrite* rewrite, portico_error*) {
            return rewriteTo(rewrite, to);
        };
        install();
    }
};

} // namespace portico::http::test
