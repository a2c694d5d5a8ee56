// SPDX-License-Identifier: Apache-2.0
#include "loader/manifest/check.h"

#include <portico/error.hpp>

#include <algorithm>
#include <cstring>
#include <span>

namespace portico::loader {

namespace {

struct Member {
    std::string_view name;
    std::size_t offset;
};

#define PORTICO_LOADER_MEMBER(type, member)                                                                            \
    Member { #member, offsetof(type, member) }

constexpr Member ofPlugin[] = {
    PORTICO_LOADER_MEMBER(portico_plugin, create), PORTICO_LOADER_MEMBER(portico_plugin, start),
    PORTICO_LOADER_MEMBER(portico_plugin, stop), PORTICO_LOADER_MEMBER(portico_plugin, destroy),
    PORTICO_LOADER_MEMBER(portico_plugin, get_capability)};

constexpr Member ofRoutes[] = {PORTICO_LOADER_MEMBER(portico_routes, route)};

constexpr Member ofAuth[] = {
    PORTICO_LOADER_MEMBER(portico_auth, identify), PORTICO_LOADER_MEMBER(portico_auth, challenge),
    PORTICO_LOADER_MEMBER(portico_auth, login_path), PORTICO_LOADER_MEMBER(portico_auth, logout_path)};

constexpr Member ofUsers[] = {
    PORTICO_LOADER_MEMBER(portico_users, find),       PORTICO_LOADER_MEMBER(portico_users, get),
    PORTICO_LOADER_MEMBER(portico_users, list),       PORTICO_LOADER_MEMBER(portico_users, verify),
    PORTICO_LOADER_MEMBER(portico_users, create),     PORTICO_LOADER_MEMBER(portico_users, update),
    PORTICO_LOADER_MEMBER(portico_users, set_secret), PORTICO_LOADER_MEMBER(portico_users, remove)};

constexpr Member ofSessions[] = {
    PORTICO_LOADER_MEMBER(portico_sessions, create),  PORTICO_LOADER_MEMBER(portico_sessions, find),
    PORTICO_LOADER_MEMBER(portico_sessions, touch),   PORTICO_LOADER_MEMBER(portico_sessions, end),
    PORTICO_LOADER_MEMBER(portico_sessions, end_all), PORTICO_LOADER_MEMBER(portico_sessions, list)};

constexpr Member ofPages[] = {PORTICO_LOADER_MEMBER(portico_pages, list), PORTICO_LOADER_MEMBER(portico_pages, render)};

constexpr Member ofBackup[] = {PORTICO_LOADER_MEMBER(portico_backup, save),
                               PORTICO_LOADER_MEMBER(portico_backup, load)};

constexpr Member ofFilter[] = {PORTICO_LOADER_MEMBER(portico_filter, request),
                               PORTICO_LOADER_MEMBER(portico_filter, admitted),
                               PORTICO_LOADER_MEMBER(portico_filter, head), PORTICO_LOADER_MEMBER(portico_filter, end)};
constexpr Member ofMail[] = {PORTICO_LOADER_MEMBER(portico_mail, send)};

#undef PORTICO_LOADER_MEMBER

enum class Wanted { All, Any };

struct Shape {
    std::string_view capability;
    std::string_view type;
    std::span<const Member> members;
    Wanted wanted = Wanted::All;
};

constexpr Shape shapes[] = {{PORTICO_ROUTES, "portico_routes", ofRoutes},
                            {PORTICO_AUTH, "portico_auth", ofAuth},
                            {PORTICO_USERS, "portico_users", ofUsers},
                            {PORTICO_SESSIONS, "portico_sessions", ofSessions},
                            {PORTICO_PAGES, "portico_pages", ofPages},
                            {PORTICO_BACKUP, "portico_backup", ofBackup},
                            {PORTICO_FILTER, "portico_filter", ofFilter, Wanted::Any},
                            {PORTICO_MAIL, "portico_mail", ofMail}};

constexpr std::string_view stranger = "portico.nobody/1";

bool isSet(const void* table, std::size_t offset) {
    static const char nothing[sizeof(void*)] = {};
    return std::memcmp(static_cast<const char*>(table) + offset, nothing, sizeof nothing) != 0;
}

// "size" limits how far a table may be read; it must cover the last required member.
std::vector<std::string> memberProblems(const void* table, std::string_view type, std::span<const Member> members,
                                        Wanted which = Wanted::All) {
    std::uint32_t size = 0;
    std::memcpy(&size, table, sizeof size);
    const std::size_t wanted = members.back().offset + sizeof(void*);
    if (size < wanted)
        return {"its " + std::string(type) + " has " + std::to_string(size) + " bytes where " + std::to_string(wanted) +
                " are needed; set size to sizeof(" + std::string(type) + ')'};
    const auto isThere = [&](const Member& member) { return isSet(table, member.offset); };
    if (which == Wanted::Any && std::ranges::none_of(members, isThere))
        return {"its " + std::string(type) + " has no function at all; set at least one"};
    std::vector<std::string> problems;
    for (const Member& member : members)
        if (which == Wanted::All && !isSet(table, member.offset))
            problems.push_back("its " + std::string(type) + " has no function " + std::string(member.name) +
                               "; every function of the table is required");
    return problems;
}

std::string version(std::uint32_t major, std::uint32_t minor) {
    return std::to_string(major) + '.' + std::to_string(minor);
}

// False if the call threw.
bool ask(const portico_plugin& entry, void* self, const std::string& id, const void*& table) {
    return exceptionBarrier(nullptr, [&] {
               table = entry.get_capability(self, id.c_str());
               return PORTICO_OK;
           }) == PORTICO_OK;
}

// The remedy, in terms of the C++ wrappers, which make the tables from the class.
std::string wayToProvide(const std::string& id) {
    if (id == PORTICO_ROUTES) return "add a route in its constructor, or remove the capability from the manifest";
    return "add the member functions to its class or the table to its get_capability, or remove the capability from "
           "the manifest";
}

void checkProvided(const portico_plugin& entry, void* self, const std::string& id, std::vector<std::string>& problems) {
    const void* table = nullptr;
    const void* again = nullptr;
    if (!ask(entry, self, id, table) || !ask(entry, self, id, again))
        problems.push_back("its get_capability threw an exception for " + id);
    else if (table == nullptr)
        problems.push_back("says that it provides " + id + " but has no table for it; " + wayToProvide(id));
    else if (table != again)
        problems.push_back("returns a different table on each call of get_capability for " + id);
    else
        std::ranges::move(tableProblems(id, table), std::back_inserter(problems));
}

// Routes, for example, that are in the constructor but not in the manifest: they would never be used.
void checkUnlisted(const portico_plugin& entry, void* self, const Manifest& manifest,
                   std::vector<std::string>& problems) {
    for (const Shape& shape : shapes) {
        const std::string id(shape.capability);
        const void* table = nullptr;
        if (!manifest.isProvider(id) && ask(entry, self, id, table) && table != nullptr)
            problems.push_back("has a table for " + id + ", which its manifest does not list; add it to \"provides\"");
    }
}

} // namespace

std::vector<std::string> entryProblems(const portico_plugin& entry, const Manifest& manifest) {
    if (entry.magic != PORTICO_MAGIC)
        return {"its portico_entry is not a portico_plugin: the magic number is wrong; begin it with "
                "sizeof(portico_plugin), PORTICO_MAGIC, PORTICO_ABI_MAJOR, PORTICO_ABI_MINOR"};
    if (entry.abi_major != manifest.abiMajor || entry.abi_minor != manifest.abiMinor)
        return {"its note says ABI " + version(manifest.abiMajor, manifest.abiMinor) + " and its portico_entry " +
                version(entry.abi_major, entry.abi_minor) + "; build all of it with the same <portico/abi.h>"};
    return memberProblems(&entry, "portico_plugin", ofPlugin);
}

std::vector<std::string> tableProblems(const std::string& capability, const void* table) {
    const auto* shape = std::ranges::find(shapes, capability, &Shape::capability);
    if (shape == std::end(shapes)) return {};
    return memberProblems(table, shape->type, shape->members, shape->wanted);
}

std::vector<std::string> capabilityProblems(const portico_plugin& entry, void* self, const Manifest& manifest) {
    std::vector<std::string> problems;
    std::vector<std::string> strangers{std::string(stranger)};
    for (const std::string& id : manifest.provides) {
        checkProvided(entry, self, id, problems);
        strangers.push_back(id + '0'); // revision 10 of a capability is not revision 1
    }
    if (!problems.empty()) return problems;
    for (const std::string& id : strangers) {
        const void* table = nullptr;
        if (!ask(entry, self, id, table))
            problems.push_back("its get_capability threw an exception for " + id);
        else if (table != nullptr)
            problems.push_back("returns a table for " + id +
                               ", which its manifest does not list; compare complete ids");
    }
    if (problems.empty()) checkUnlisted(entry, self, manifest, problems);
    return problems;
}

} // namespace portico::loader
