// SPDX-License-Identifier: Apache-2.0
// The table of the host's keys, by section. Each entry describes a key completely: the main file, the checks, the messages and
// the manual page are generated from it.
#include "config/host_keys.h"

#include "config/rules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::config {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> sections{{
    {"server", "Where the server listens and how many requests it serves at once."},
    {"tls", "Certificates for server.listen_tls, and how requests without TLS are treated."},
    {"site", "Name and language of the site."},
    {"pages", "Where pages come from and who may see them."},
    {"assets", "Static files, below /assets/ and in _root folders."},
    {"capabilities",
     "Which plugin provides each capability. Needed only if several installed plugins provide the same one."},
    {"plugins", "Which plugins are loaded. Their own settings are in plugins.d/NAME.toml."},
    {"state", "Where data is stored."},
    {"log", "What the server writes to the journal, or to standard error if there is no journal."},
    {"limits", "Sizes, counts and timeouts. The server refuses what exceeds a limit."},
    {"compression",
     "Compression of pages. Applies to anonymous requests only, so that the size of an answer reveals no secret."},
    {"hashing", "Cost of password hashes. A new cost applies to each user at the next login."},
    {"assets.types", "Media types by file extension or complete file name. They override the built-in types."},
    {"pages.guards", "Guards for paths, in addition to those of pages and plugins; a visitor must pass both."},
    {"routes.owners",
     "Which plugin serves a path that several plugins or pages want; the pages plugin serves the page at that path."},
}};

void addSite(Keys& keys) {
    keys.add({.name = "site.name",
              .type = Type::text,
              .defaultText = "Portico",
              .sentence = "Name of the site, for titles and headings.",
              .reason = "A site needs a name before an administrator chooses one."});
    keys.add({.name = "site.language",
              .type = Type::text,
              .defaultText = "en",
              .sentence = "Language of the site's pages, as a language tag.",
              .reason = "The pages shipped with the server are in English.",
              .rule = languageRule});
}

void addPages(Keys& keys) {
    keys.add({.name = "pages.directories",
              .type = Type::list,
              .defaultText = "/etc/portico/pages,/usr/share/portico/pages",
              .sentence = "Folders with pages; the first folder that contains a page takes precedence.",
              .reason = "The administrator's pages override the packaged pages of the same name.",
              .rule = absolutePathRule});
    keys.add(
        {.name = "pages.default_access",
         .type = Type::text,
         .defaultText = "public",
         .sentence = "Who may see pages without an access comment: public, user or role:NAME.",
         .reason =
             "Most sites are public; a site for members sets this key to user and declares its public pages public.",
         .rule = guardRule});
    keys.add({.name = "pages.guards",
              .type = Type::table,
              .sentence = "Path of the site and who may see it: public, user or role:NAME.",
              .example = "\"/reports\" = \"role:staff\"",
              .rule = guardRule,
              .entryRule = pagePathRule});
}

void addRoutes(Keys& keys) {
    keys.add({.name = "routes.owners",
              .type = Type::table,
              .sentence = "Path of the site and the id of the plugin that serves it, even if another plugin or a page "
                          "wants the path.",
              .example = "\"/private\" = \"example\"",
              .rule = pluginIdRule,
              .entryRule = pagePathRule});
}

void addAssets(Keys& keys) {
    keys.add({.name = "assets.mime_types",
              .type = Type::path,
              .defaultText = "/etc/mime.types",
              .sentence =
                  "System list of media types, for files whose type the server does not know; the file may be missing.",
              .reason = "Debian's package media-types installs it there."});
    keys.add({.name = "assets.types",
              .type = Type::table,
              .sentence = "File extension without the dot, or complete file name, and its media type.",
              .example = "\"usdz\" = \"model/vnd.usdz+zip\"",
              .rule = mediaTypeRule,
              .entryRule = fileNameRule});
}

void addCapability(Keys& keys, const std::string& capability, const std::string& what) {
    keys.add({.name = "capabilities." + capability,
              .type = Type::text,
              .sentence = "Id of the plugin that provides " + what + "; empty: the only one installed.",
              .reason = "A single provider needs no choice.",
              .example = capability + "_example",
              .rule = pluginIdRule});
}

void addAuth(Keys& keys) {
    keys.add({.name = "capabilities.auth",
              .type = Type::list,
              .orOne = true,
              .mostEntries = 8,
              .sentence =
                  "Id of the plugin that provides authentication, or a list of several, each for its own kind of "
                  "credentials; empty: the only one installed.",
              .reason = "A single provider needs no choice.",
              .example = "auth_example,auth_other",
              .rule = pluginIdRule});
}

void addCapabilities(Keys& keys) {
    addAuth(keys);
    addCapability(keys, "users", "the user store");
    addCapability(keys, "sessions", "the session store");
    addCapability(keys, "pages", "pages");
    keys.add({.name = "capabilities.filters",
              .type = Type::list,
              .sentence = "Ids of the plugins that see every request, in their order; an installed filter that is not "
                          "listed does nothing.",
              .reason = "The order of filters matters, so that none joins by being installed.",
              .example = "filter_example",
              .rule = pluginIdRule});
    addCapability(keys, "mail", "mail");
}

void addPlugins(Keys& keys) {
    keys.add(
        {.name = "plugins.directories",
         .type = Type::list,
         .defaultText = "/usr/lib/portico/plugins",
         .sentence = "Folders with plugins; the first folder that contains a file of a given name takes precedence.",
         .reason = "Packages install plugins there.",
         .rule = absolutePathRule});
    keys.add({.name = "plugins.disabled",
              .type = Type::list,
              .sentence = "Ids of installed plugins that are not loaded.",
              .reason = "Installed plugins are meant to be used.",
              .example = "example",
              .rule = pluginIdRule});
}

void addPluginFiles(Keys& keys) {
    keys.add({.name = "plugins.cache",
              .type = Type::path,
              .defaultText = "/var/cache/portico",
              .sentence = "Folder for the private copies from which plugins run; on a noexec file system the copies "
                          "are kept in memory.",
              .reason = "The service's CacheDirectory. Changes to an installed file do not affect running code.",
              .applies = Applies::atRestart});
    keys.add({.name = "plugins.kept",
              .type = Type::integer,
              .defaultText = "256",
              .least = "16",
              .most = "4096",
              .sentence = "Maximum number of plugin libraries in memory, including replaced ones; more need a restart.",
              .reason = "A replaced library stays in memory, at about 100 KiB each."});
    keys.add({.name = "plugins.crashes",
              .type = Type::integer,
              .defaultText = "3",
              .least = "0",
              .most = "100",
              .sentence = "Number of crashes within plugins.crash_window after which a plugin file is quarantined; 0 "
                          "disables quarantine.",
              .reason = "One crash may be an accident; a site that crashes after every start serves nobody.",
              .applies = Applies::atRestart});
    keys.add({.name = "plugins.crash_window",
              .type = Type::duration,
              .defaultText = "10m",
              .least = "1m",
              .most = "24h",
              .sentence = "How long a crash counts.",
              .reason = "A plugin that crashes once a day does less harm than a missing one.",
              .applies = Applies::atRestart});
}

void addState(Keys& keys) {
    keys.add({.name = "state.directory",
              .type = Type::path,
              .defaultText = "/var/lib/portico",
              .sentence = "Folder for databases and keys; only the server may read it.",
              .reason = "The service's StateDirectory."});
    keys.add({.name = "state.memory",
              .type = Type::size,
              .defaultText = "32 MiB",
              .least = "64 KiB",
              .most = "16 GiB",
              .sentence = "Memory for the TTL store of each plugin, which survives reloads.",
              .reason = "Enough for tens of thousands of sessions of an in-memory store."});
}

void addLog(Keys& keys) {
    keys.add({.name = "log.level",
              .type = Type::choice,
              .defaultText = "info",
              .choices = {"debug", "info", "warning", "error"},
              .sentence = "Least severe level that is logged.",
              .reason = "Starts, stops and refusals, but nothing for each request."});
    keys.add({.name = "log.access",
              .type = Type::choice,
              .defaultText = "common",
              .choices = {"off", "common", "combined", "json"},
              .sentence = "Format of the access log, one line per request; off disables it.",
              .reason = "All log analyzers read it, and it contains no more about a visitor than necessary."});
}

void addCompression(Keys& keys) {
    keys.add({.name = "compression.enabled",
              .type = Type::boolean,
              .defaultText = "true",
              .sentence = "Whether pages and answers of plugins are compressed, with br or gzip.",
              .reason = "A phone loads a third of the bytes. Disable it if a proxy compresses.",
              .example = "false"});
    keys.add({.name = "compression.least",
              .type = Type::size,
              .defaultText = "1 KiB",
              .least = "128 B",
              .most = "1 MiB",
              .sentence = "Size of the smallest body that is compressed.",
              .reason = "A smaller body fits into one packet anyway."});
}

void addHashing(Keys& keys) {
    keys.add({.name = "hashing.memory",
              .type = Type::size,
              .defaultText = "19 MiB",
              .least = "8 MiB",
              .most = "256 MiB",
              .sentence = "Memory for one password hash (argon2id).",
              .reason = "OWASP recommends 19 MiB with two passes."});
    keys.add({.name = "hashing.passes",
              .type = Type::integer,
              .defaultText = "2",
              .least = "1",
              .most = "16",
              .sentence = "Passes over that memory.",
              .reason = "OWASP recommends two passes over 19 MiB."});
    keys.add({.name = "hashing.parallel",
              .type = Type::integer,
              .defaultText = "0",
              .least = "0",
              .most = "64",
              .sentence = "Maximum number of passwords hashed at the same time; 0: the number of cores.",
              .reason = "Many logins at once leave threads for pages.",
              .applies = Applies::atRestart});
    keys.add({.name = "hashing.queue",
              .type = Type::integer,
              .defaultText = "64",
              .least = "0",
              .most = "10000",
              .sentence = "Maximum number of logins that wait for password hashing. The queue serves networks in turn, "
                          "and accounts in turn within a network. If it is full, the network with the most logins "
                          "loses one (429); among many networks, further logins are answered with 503.",
              .reason = "Two cores hash that many within the longest wait.",
              .applies = Applies::atRestart});
    keys.add({.name = "hashing.wait",
              .type = Type::duration,
              .defaultText = "2s",
              .least = "1s",
              .most = "1m",
              .sentence = "How long a login waits for password hashing before it is answered with 503, or with 429 if "
                          "its network has too many logins waiting.",
              .reason = "People retype their password after a few seconds."});
}

} // namespace

Keys hostKeys() {
    Keys keys;
    for (auto* group : {addServerKeys, addSite, addPages, addRoutes, addAssets, addCapabilities, addPlugins,
                        addPluginFiles, addState, addLog, addLimitKeys, addCompression, addHashing})
        group(keys);
    return keys;
}

std::string_view sectionSentence(std::string_view section) {
    const auto* found = std::ranges::find(sections, section, &std::pair<std::string_view, std::string_view>::first);
    return found == sections.end() ? std::string_view{} : found->second;
}

} // namespace portico::config
