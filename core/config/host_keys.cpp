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

void addServer(Keys& keys) {
    keys.add({.name = "server.listen",
              .type = Type::list,
              .defaultText = "127.0.0.1:8080",
              .sentence = "Addresses and ports, or Unix sockets, to listen on; port 0 picks a free port. Sockets from "
                          "systemd override this key.",
              .reason = "A new server is reachable only from this machine until an administrator has configured it.",
              .applies = Applies::atRestart,
              .rule = listenRule});
    keys.add({.name = "server.socket_mode",
              .type = Type::text,
              .defaultText = "0660",
              .sentence = "Mode of the Unix sockets in server.listen; users with write permission may connect.",
              .reason = "A proxy connects if its user is a member of the socket's group.",
              .applies = Applies::atRestart,
              .rule = modeRule});
    keys.add({.name = "server.socket_owner",
              .type = Type::text,
              .sentence = "Owner of the Unix sockets; empty: the user of the server.",
              .reason = "Only root can give a file to another user.",
              .example = "www-data",
              .applies = Applies::atRestart,
              .rule = userNameRule});
    keys.add({.name = "server.socket_group",
              .type = Type::text,
              .sentence = "Group of the Unix sockets; empty: the group of the server. Unless the server is root, it "
                          "must be a member.",
              .reason = "The server does not know which other group to use.",
              .example = "www-data",
              .applies = Applies::atRestart,
              .rule = userNameRule});
    keys.add({.name = "server.listen_tls",
              .type = Type::list,
              .sentence = "Addresses and ports to listen on for HTTPS; needs tls.certificates.",
              .reason = "There is no certificate until one has been issued.",
              .example = "0.0.0.0:443,[::]:443",
              .applies = Applies::atRestart,
              .rule = listenRule});
    keys.add(
        {.name = "server.threads",
         .type = Type::integer,
         .defaultText = "16",
         .least = "1",
         .most = "1024",
         .sentence = "Maximum number of requests served at the same time.",
         .reason = "Enough for pages that wait for a database on a small machine; idle connections need no thread.",
         .applies = Applies::atRestart});
    keys.add({.name = "server.public_url",
              .type = Type::text,
              .sentence = "URL at which visitors reach the site; empty: derived from each request.",
              .reason = "Behind a proxy the server cannot know it.",
              .example = "https://www.example.org",
              .rule = publicUrlRule});
    keys.add(
        {.name = "server.public_path",
         .type = Type::choice,
         .defaultText = "kept",
         .choices = {"kept", "removed"},
         .sentence = "With a path in server.public_url: whether the proxy keeps that path in requests or removes it.",
         .reason = "A proxy that does not rewrite paths cannot rewrite them incorrectly."});
    keys.add({.name = "server.hosts",
              .type = Type::list,
              .sentence = "Host names that the site answers to; requests for other names get 421. Empty: any name.",
              .reason = "The server does not know its name until it is configured.",
              .example = "www.example.org",
              .rule = hostRule});
    keys.add({.name = "server.trusted_proxies",
              .type = Type::list,
              .sentence = "Addresses or networks of proxies whose statement about the client's address is trusted; "
                          "\"unix\" means all Unix sockets.",
              .reason = "If everybody were trusted, clients could forge their address.",
              .example = "10.0.0.0/8",
              .applies = Applies::atRestart,
              .rule = proxyRule});
    keys.add(
        {.name = "server.proxy_header",
         .type = Type::choice,
         .defaultText = "x-forwarded",
         .choices = {"x-forwarded", "forwarded", "proxy-protocol"},
         .sentence = "How trusted proxies report the client: X-Forwarded-For and -Proto, Forwarded (RFC 7239), or "
                     "the PROXY protocol.",
         .reason =
             "Most proxies send X-Forwarded-For. Only one header is trusted, because clients could send the others.",
         .applies = Applies::atRestart});
}

void addTls(Keys& keys) {
    keys.add({.name = "tls.certificates",
              .type = Type::list,
              .sentence = "PEM files, each with a server certificate followed by its intermediate certificates; the "
                          "first file serves clients that request none of the certified names.",
              .reason = "A certificate contains the names of the site.",
              .example = "/etc/letsencrypt/live/example.org/fullchain.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.keys",
              .type = Type::list,
              .sentence = "PEM files with the private keys of tls.certificates, in the same order; other users must "
                          "not be able to read them.",
              .reason = "Each key belongs to one certificate.",
              .example = "/etc/letsencrypt/live/example.org/privkey.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.client_ca",
              .type = Type::list,
              .sentence =
                  "PEM files with certificate authorities: every client is asked for a certificate, and one that "
                  "no authority issued is refused. Clients without a certificate are served. Empty: no client "
                  "is asked.",
              .reason = "Few sites use certificates of clients, and browsers ask their users about them.",
              .example = "/etc/portico/tls/clients.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.redirect",
              .type = Type::boolean,
              .defaultText = "true",
              .sentence = "With server.listen_tls: redirect requests for pages from HTTP to HTTPS and refuse requests "
                          "of programs over HTTP.",
              .reason = "A cookie sent once over an unencrypted connection can be stolen."});
    keys.add({.name = "tls.hsts",
              .type = Type::duration,
              .defaultText = "730d",
              .least = "0s",
              .most = "3650d",
              .sentence = "HSTS max-age: how long browsers must use HTTPS only; 0s sends no HSTS header.",
              .reason = "HSTS preload lists ask for two years."});
    keys.add({.name = "tls.hsts_subdomains",
              .type = Type::boolean,
              .defaultText = "false",
              .sentence = "Whether HSTS includes subdomains.",
              .reason = "Some subdomains may not support TLS, and only their owner knows."});
}

void addControl(Keys& keys) {
    keys.add({.name = "server.control",
              .type = Type::path,
              .defaultText = "/run/portico/control.sock",
              .sentence = "Socket on which `portico reload` and `portico status` reach the running server.",
              .reason = "The service's RuntimeDirectory; only root and the user of the server are accepted there.",
              .applies = Applies::atRestart});
}

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

void addCapabilities(Keys& keys) {
    addCapability(keys, "auth", "authentication");
    addCapability(keys, "users", "the user store");
    addCapability(keys, "sessions", "the session store");
    addCapability(keys, "pages", "pages");
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
    for (auto* group : {addServer, addControl, addTls, addSite, addPages, addRoutes, addAssets, addCapabilities,
                        addPlugins, addPluginFiles, addState, addLog, addLimitKeys, addCompression, addHashing})
        group(keys);
    return keys;
}

std::string_view sectionSentence(std::string_view section) {
    const auto* found = std::ranges::find(sections, section, &std::pair<std::string_view, std::string_view>::first);
    return found == sections.end() ? std::string_view{} : found->second;
}

} // namespace portico::config
