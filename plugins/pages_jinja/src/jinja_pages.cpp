// SPDX-License-Identifier: Apache-2.0
// The capability: pages by name out of templates in folders.
#include "jinja_pages.h"

#include "access_comment.h"
#include "arena.h"
#include "folder_loader.h"
#include "page_data.h"
#include "template.h"
#include "template_error.h"

namespace pages_jinja {

namespace {

constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";
constexpr std::chrono::seconds recheck(1); // how long a changed file may go unnoticed

std::string templateOf(std::string_view page) { return std::string(page) + ".html"; }

// The engine's errors in the host's words; they begin with template and line.
template <class Work>
auto translated(Work&& work) {
    try {
        return work();
    } catch (const TemplateError& error) {
        throw portico::Error(PORTICO_FAILED, error.what());
    }
}

} // namespace

JinjaPages::JinjaPages(portico::Host host, std::vector<std::filesystem::path> folders)
    : environment_(std::make_unique<FolderLoader>(folders), Limits(), recheck, [host] { return host.now(); }) {
    translated([&] {
        for (const PageFile& page : pageFiles(folders)) addPage(page, host);
    });
    if (pages_.empty()) host.warning("no page has an address: the folders with pages have no .html file for one");
}

void JinjaPages::addPage(const PageFile& page, portico::Host host) {
    const auto compiled = environment_.find(templateOf(page.name));
    if (!compiled) throw portico::Error(PORTICO_FAILED, page.file.string() + ": cannot be read");
    std::string access = accessOf(*compiled);
    if (access == "internal") return;
    if (page.name.find_first_not_of(plain) != std::string::npos)
        return host.warning(page.file.string() +
                            ": has no address, because of a character that an address cannot have");
    for (const auto& [name, other] : pages_)
        if (other.path == page.path)
            throw portico::Error(PORTICO_INVALID,
                                 page.file.string() + ": " + page.path + " is already the page " + name);
    pages_.emplace(page.name, Page{page.path, std::move(access)});
}

void JinjaPages::list(const Take& take) {
    for (const auto& [name, page] : pages_)
        if (!take(name, page.path, page.access)) return;
}

bool JinjaPages::render(std::string_view page, const portico_value& data, const Write& write) {
    return translated([&] {
        const auto compiled = environment_.find(templateOf(page));
        if (!compiled) return false;
        checkAccess(page, *compiled);
        Arena arena(environment_.limits().memoryBytes);
        std::string out;
        environment_.render(compiled, *dataFrom(data, arena), arena, out);
        write(out);
        return true;
    });
}

// The host holds visitors to the guard that it was told at the start. A file that says something else by now must not be shown
// under the old one.
void JinjaPages::checkAccess(std::string_view page, const Template& compiled) const {
    const auto known = pages_.find(page);
    if (known == pages_.end()) return;
    const std::string access = accessOf(compiled);
    if (access != known->second.access)
        throw portico::Error(PORTICO_FAILED, compiled.name + ": its access was \"" + known->second.access +
                                                 "\" when the site started and is \"" + access +
                                                 "\" now: start the server again");
}

} // namespace pages_jinja
