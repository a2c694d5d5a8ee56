// SPDX-License-Identifier: Apache-2.0
// Gives pages their addresses, and renders them.
#include "mustache_pages.h"

#include "rendering.h"

namespace pages_mustache {

namespace {

constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";

// "index" is "/", "private" is "/private", "news/index" is "/news".
std::string addressOf(std::string_view name) {
    if (name == "index") return "/";
    if (name.size() > 6 && name.substr(name.size() - 6) == "/index") name.remove_suffix(6);
    return "/" + std::string(name);
}

} // namespace

MustachePages::MustachePages(portico::Host host, PageFolders folders) : host_(host), templates_(std::move(folders)) {
    for (const std::string& name : templates_.addressed()) addPage(name);
    if (addresses_.empty())
        host_.warning("no page has an address: the folders with pages have no .mustache file for one");
}

void MustachePages::addPage(const std::string& name) {
    const auto page = templates_.get(name, now());
    if (!page || page->access == "internal") return;
    if (name.find_first_not_of(plain) != std::string::npos)
        return host_.warning(page->file.path + ": has no address, because of a character that an address cannot have");
    std::string path = addressOf(name);
    for (const auto& [other, address] : addresses_)
        if (address.path == path)
            throw portico::Error(PORTICO_INVALID, page->file.path + ": " + path + " is already the page " + other);
    addresses_[name] = {std::move(path), page->access};
}

void MustachePages::list(const Take& take) {
    for (const auto& [name, address] : addresses_)
        if (!take(name, address.path, address.guard)) return;
}

bool MustachePages::render(std::string_view name, const portico_value& data, const Write& write) {
    const std::int64_t time = now();
    const auto page = templates_.get(name, time);
    if (!page) return false;
    mustBeGuarded(name, *page);
    Rendering(templates_, time, name, data, write).run(*page);
    return true;
}

// The host holds the guard that the site started with. A page that says another one by now is not shown under the old one.
void MustachePages::mustBeGuarded(std::string_view name, const Template& page) const {
    const auto found = addresses_.find(name);
    if (found == addresses_.end() || found->second.guard == page.access) return;
    throw portico::Error(PORTICO_FAILED, page.file.path + ": its access was \"" + found->second.guard +
                                             "\" when the site started and is \"" + page.access +
                                             "\" now: start the server again");
}

} // namespace pages_mustache
