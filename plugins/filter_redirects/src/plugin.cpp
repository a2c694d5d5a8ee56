// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, the file, and the filter that redirects.
#include "redirect_map.h"

#include <portico/plugin.hpp>

#include <fstream>
#include <iterator>

namespace filter_redirects {

namespace {

constexpr std::size_t mostBytes = 16u << 20;

// A folder can be opened, but not read.
std::string contentOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (in.peek() == std::ifstream::traits_type::eof() && !in.eof())
        throw portico::Error(PORTICO_INVALID, "plugins.filter_redirects.map: " + file + " cannot be read");
    std::string text;
    for (std::istreambuf_iterator<char> at(in), end; at != end && text.size() <= mostBytes; ++at) text += *at;
    if (text.size() > mostBytes)
        throw portico::Error(PORTICO_INVALID, "plugins.filter_redirects.map: " + file + " has more than 16 MiB");
    return text;
}

RedirectMap mapOf(portico::Host host) {
    const std::string file(host.setting("map"));
    return file.empty() ? RedirectMap({}, {}) : RedirectMap(contentOf(file), file);
}

std::string_view queryOf(std::string_view target) {
    const std::size_t mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

} // namespace

class FilterRedirects : public portico::Plugin, public portico::Filter {
public:
    explicit FilterRedirects(portico::Host host) : map_(mapOf(host)) {}
    FilterRedirects& filter() { return *this; }

    Next request(portico::Exchange& x, portico::Rewrite&) override {
        const auto redirect = map_.find(x.path(), queryOf(x.target()));
        if (!redirect) return Next::Pass;
        x.status(redirect->status);
        x.setHeader("Location", redirect->location);
        return Next::Answered;
    }

private:
    const RedirectMap map_;
};

} // namespace filter_redirects

PORTICO_PLUGIN(filter_redirects::FilterRedirects, {
    "id" : "filter_redirects",
    "version" : "1.0.0",
    "summary" : "Redirects old addresses by a map file.",
    "provides" : ["portico.filter/1"],
    "settings" : {
        "map" : {
            "type" : "path",
            "default" : "",
            "help" : "File with lines \"FROM TO [STATUS]\"; read at the start and at each reload."
        }
    }
});
