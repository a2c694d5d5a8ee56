// SPDX-License-Identifier: Apache-2.0
// Assigns paths to pages and renders them.
#include "mustache_pages.h"

#include "rendering.h"

#include <portico/page_access.hpp>
#include <portico/page_address.hpp>

#include <algorithm>
#include <fstream>

namespace pages_mustache {

namespace {

// A file that looks like a page but is in a folder of static files.
void lookAtServed(const std::string& path, portico::Host host) {
    std::string beginning(4096, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(in.gcount()));
    if (portico::hasClosingComment(beginning, "{{!", "}}"))
        host.warning(path + ": is served to everyone as it is: access comments have no effect in assets/ and _root/");
}

} // namespace

MustachePages::MustachePages(portico::Host host, PageFolders folders) : host_(host), templates_(std::move(folders)) {
    for (const PageName& page : templates_.all()) look(page);
    if (std::all_of(pages_.begin(), pages_.end(), [](const auto& page) { return page.second.path.empty(); }))
        host_.warning("no page has an address: the page folders contain no .mustache file that is a page");
}

void MustachePages::look(const PageName& page) {
    if (page.isServedAsIs) return lookAtServed(page.file, host_);
    Known found = known(page);
    const bool isSilent = found.fault.empty() && (page.isPartial || found.guard == "internal");
    if (isSilent) return;
    if (found.fault.empty() && found.path.empty())
        return host_.warning(
            page.file +
            ": has no address: its name is not UTF-8, or contains a control character, \"\\\" or one of {}*?#%");
    add(page, std::move(found));
}

MustachePages::Known MustachePages::known(const PageName& page) {
    const std::string path = page.isPartial ? std::string() : portico::pageAddress(page.name).value_or("");
    if (!page.fault.empty()) return {path, {}, page.file + ": " + page.fault};
    try {
        if (const auto found = templates_.get(page.name, now())) return {path, found->access, {}};
        return {path, {}, page.file + ": cannot be read"};
    } catch (const portico::Error& error) {
        return {path, {}, error.what()};
    }
}

// Two files have the same path: the plugin must not guess which one decides about access.
void MustachePages::add(const PageName& file, Known page) {
    for (auto& [taken, other] : pages_) {
        if (page.path.empty() || other.path != page.path) continue;
        const std::string clash = file.file + ": " + page.path + " is already the page " + taken;
        if (other.fault.empty()) other.fault = clash;
        if (page.fault.empty()) return;
        page.path.clear();
    }
    pages_.emplace(file.name, std::move(page));
}

void MustachePages::list(const Take& take) {
    for (const auto& [name, page] : pages_)
        if (!take({name, page.path, page.guard, page.fault})) return;
}

bool MustachePages::render(std::string_view name, const portico_value& data, const Write& write) {
    const std::int64_t time = now();
    const auto page = templates_.get(name, time);
    if (!page) return false;
    mustBeGuarded(name, *page);
    Rendering(templates_, time, name, data, write).run(*page);
    return true;
}

// The host enforces the guard that the page had when the site was loaded. If the page declares another one
// now, it is not rendered.
void MustachePages::mustBeGuarded(std::string_view name, const Template& page) const {
    const auto found = pages_.find(name);
    if (found == pages_.end() || !found->second.fault.empty() || found->second.guard == page.access) return;
    throw portico::Error(PORTICO_FAILED, page.file.path + ": its access was \"" + found->second.guard +
                                             "\" when it was loaded and is \"" + page.access +
                                             "\" now: reload the server");
}

} // namespace pages_mustache
