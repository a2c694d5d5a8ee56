// SPDX-License-Identifier: Apache-2.0
// The capability: renders pages by name from templates in folders.
#include "plugin/jinja_pages.h"

#include "engine/files/folder_loader.h"
#include "engine/parse/template.h"
#include "engine/value/arena.h"
#include "engine/value/template_error.h"
#include "plugin/access_comment.h"
#include "plugin/page_data.h"

#include <portico/page_access.hpp>

#include <algorithm>
#include <fstream>

namespace pages_jinja {

namespace {

constexpr std::chrono::seconds recheck(1); // how long a changed file may go unnoticed

std::string templateOf(std::string_view page) { return std::string(page) + ".html"; }

void readAccess(Template& compiled) { compiled.access = accessOf(compiled); }

// Only a part without an access comment may be used by any page: a page without one has the configured access.
class AdmitPart {
public:
    explicit AdmitPart(std::string defaultAccess) : defaultAccess_(std::move(defaultAccess)) {}

    void operator()(const Template& page, const Template& part) const {
        const std::string access = isPart(part.name) ? part.access : accessOfPage(part);
        if (portico::mayShow(accessOfPage(page), access)) return;
        fail("\"" + part.name + "\" has access: " + access + ", and the page that uses it does not: write it in " +
             page.name + ", too" + (part.access.empty() ? ", or another access in " + part.name : ""));
    }

private:
    std::string accessOfPage(const Template& page) const { return page.access.empty() ? defaultAccess_ : page.access; }

    std::string defaultAccess_;
};

// A file that looks like a page but is in a folder of static files.
void lookAtServed(const std::filesystem::path& path, portico::Host host) {
    std::string beginning(4096, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(in.gcount()));
    if (portico::hasClosingComment(beginning, "{#", "#}"))
        host.warning(path.string() + ": is served to everyone as it is: access comments have no effect in "
                                     "assets/ and _root/");
}

// Converts errors of the engine into errors of the host; their text begins with template and line.
template <class Work>
auto translated(Work&& work) {
    try {
        return work();
    } catch (const TemplateError& error) {
        throw portico::Error(error.kind() == ErrorKind::Shortage ? PORTICO_UNAVAILABLE : PORTICO_FAILED, error.what());
    }
}

} // namespace

JinjaPages::JinjaPages(portico::Host host, std::vector<std::filesystem::path> folders)
    : environment_(
          std::make_unique<FolderLoader>(folders), Limits(), recheck, [host] { return host.now(); }, readAccess,
          AdmitPart(host.defaultAccess())) {
    for (const PageFile& file : pageFiles(folders)) look(file, host);
    if (std::ranges::all_of(pages_, [](const auto& page) { return page.second.path.empty(); }))
        host.warning("no page has an address: the page folders contain no .html file that is a page");
}

void JinjaPages::look(const PageFile& file, portico::Host host) {
    if (file.isServedAsIs) return lookAtServed(file.file, host);
    Known page = known(file);
    const bool isSilent = page.fault.empty() && (file.isPart || page.access == "internal");
    if (isSilent) return;
    if (page.fault.empty() && page.path.empty())
        return host.warning(
            file.file.string() +
            ": has no address: its name is not UTF-8, or contains a control character, \"\\\" or one of {}*?#%");
    add(file, std::move(page));
}

JinjaPages::Known JinjaPages::known(const PageFile& file) {
    const std::string where = file.file.string();
    if (!file.fault.empty()) return {file.path, {}, where + ": " + file.fault};
    try {
        if (const auto compiled = environment_.find(templateOf(file.name))) return {file.path, compiled->access, {}};
        return {file.path, {}, where + ": cannot be read"};
    } catch (const TemplateError& error) {
        return {file.path, {}, where + std::string(error.what()).substr(error.name().size())}; // from ":line: " on
    }
}

// Two files have the same path: the plugin must not guess which one decides about access.
void JinjaPages::add(const PageFile& file, Known page) {
    for (auto& [name, other] : pages_) {
        if (page.path.empty() || other.path != page.path) continue;
        const std::string clash = file.file.string() + ": " + page.path + " is already the page " + name;
        if (other.fault.empty()) other.fault = clash;
        if (page.fault.empty()) return;
        page.path.clear();
    }
    pages_.emplace(file.name.empty() ? file.file.string() : file.name, std::move(page));
}

void JinjaPages::list(const Take& take) {
    for (const auto& [name, page] : pages_)
        if (!take({name, page.path, page.access, page.fault})) return;
}

bool JinjaPages::render(std::string_view page, const portico_value& data, const Write& write) {
    return translated([&] {
        const auto compiled = environment_.find(templateOf(page));
        if (!compiled) return false;
        checkAccess(*compiled, page);
        Arena arena(environment_.limits().memoryBytes);
        std::string out;
        environment_.render(compiled, *dataFrom(data, arena), arena, out);
        write(out);
        return true;
    });
}

// The host enforces the guard that it got at start. If the file declares another one now, it must not be rendered.
void JinjaPages::checkAccess(const Template& page, std::string_view name) const {
    const auto found = pages_.find(name);
    if (found == pages_.end() || !found->second.fault.empty() || found->second.access == page.access) return;
    throw portico::Error(PORTICO_FAILED, page.name + ": its access was \"" + found->second.access +
                                             "\" when it was loaded and is \"" + page.access +
                                             "\" now: reload the server");
}

} // namespace pages_jinja
