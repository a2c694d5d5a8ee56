// SPDX-License-Identifier: Apache-2.0
// The table of the host's keys, section by section. One entry says all that there is to say about a key: the main file, the
// checks, the messages and the documentation are made from it.
#include "config/host_keys.h"

#include "config/limit_keys.h"
#include "config/rules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::config {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> sections{{
    {"server", "Where the server listens and how much it does at once."},
    {"tls", "Certificates for server.listen_tls, and what visitors who come without TLS are told."},
    {"site", "What the site says about itself."},
    {"pages", "Where pages come from and who may see them."},
    {"assets", "Static files: of /assets/ and of the folders _root."},
    {"capabilities", "Which plugin provides what. Needed only where several installed plugins could."},
    {"plugins", "Which plugins are loaded. Their own settings are in plugins.d/NAME.toml."},
    {"state", "Where data is kept."},
    {"log", "What is written to the journal, or to standard error without one."},
    {"limits", "How large a request may be and how long one may wait. Beyond a limit it is refused."},
    {"compression",
     "Smaller pages for browsers that unpack them. Only for strangers, so that no secret can be guessed from sizes."},
    {"hashing", "The cost of passwords. New costs apply to each user at the next login."},
    {"assets.types",
     "Media types of files by their extension, or by their whole name; they stand before those of the server."},
    {"pages.guards", "Guards for paths, besides those that pages and plugins name; a visitor must pass both."},
    {"routes.owners", "Who serves a path that several want: a plugin, or the pages plugin for the page there."},
}};

void addServer(Keys& keys) {
    keys.add({.name = "server.listen",
              .type = Type::list,
              .defaultText = "127.0.0.1:8080",
              .sentence = "Addresses and ports, or Unix sockets, to listen on; port 0 takes a free one. Sockets of "
                          "systemd stand over it.",
              .reason = "Only this machine reaches a server that nobody has set up yet.",
              .applies = Applies::atRestart,
              .rule = listenRule});
    keys.add({.name = "server.socket_mode",
              .type = Type::text,
              .defaultText = "0660",
              .sentence = "Mode of the Unix sockets of server.listen; who may write to one may connect.",
              .reason = "The proxy's user joins the group of the socket.",
              .applies = Applies::atRestart,
              .rule = modeRule});
    keys.add({.name = "server.socket_owner",
              .type = Type::text,
              .sentence = "User who owns these sockets; empty: the server's.",
              .reason = "Only root can give a file to somebody else.",
              .example = "www-data",
              .applies = Applies::atRestart,
              .rule = userNameRule});
    keys.add({.name = "server.socket_group",
              .type = Type::text,
              .sentence = "Their group; empty: the server's. A server that is not root must be a member.",
              .reason = "The server knows no other group.",
              .example = "www-data",
              .applies = Applies::atRestart,
              .rule = userNameRule});
    keys.add({.name = "server.listen_tls",
              .type = Type::list,
              .sentence = "Addresses and ports to speak https on; needs tls.certificates.",
              .reason = "There is no certificate before somebody has one issued.",
              .example = "0.0.0.0:443,[::]:443",
              .applies = Applies::atRestart,
              .rule = listenRule});
    keys.add({.name = "server.threads",
              .type = Type::integer,
              .defaultText = "16",
              .least = "1",
              .most = "1024",
              .sentence = "Requests that are worked on at the same time.",
              .reason = "Enough for pages that wait for a database on a small machine; clients that wait need none.",
              .applies = Applies::atRestart});
    keys.add({.name = "server.public_url",
              .type = Type::text,
              .sentence = "Address under which visitors reach the site; empty takes it from each request.",
              .reason = "Behind a proxy the server cannot know it.",
              .example = "https://www.example.org",
              .rule = publicUrlRule});
    keys.add({.name = "server.public_path",
              .type = Type::choice,
              .defaultText = "kept",
              .choices = {"kept", "removed"},
              .sentence = "With a path in server.public_url: whether requests come here with it, or without it because "
                          "the proxy took it off.",
              .reason = "A proxy that changes nothing of a path cannot change it wrongly."});
    keys.add({.name = "server.hosts",
              .type = Type::list,
              .sentence = "Host names that the site answers to; others get 421. Empty: any.",
              .reason = "A server that nobody has set up yet does not know its name.",
              .example = "www.example.org",
              .rule = hostRule});
    keys.add(
        {.name = "server.trusted_proxies",
         .type = Type::list,
         .sentence = "Addresses or ranges of proxies that may say who their client is; \"unix\": all Unix sockets.",
         .reason = "Believed from anybody, a client could choose its own address.",
         .example = "10.0.0.0/8",
         .applies = Applies::atRestart,
         .rule = proxyRule});
    keys.add(
        {.name = "server.proxy_header",
         .type = Type::choice,
         .defaultText = "x-forwarded",
         .choices = {"x-forwarded", "forwarded", "proxy-protocol"},
         .sentence =
             "How trusted proxies say it: X-Forwarded-For and -Proto, Forwarded (RFC 7239), or the PROXY protocol.",
         .reason = "What most proxies send; only one is believed, or clients could send the other.",
         .applies = Applies::atRestart});
}

void addTls(Keys& keys) {
    keys.add({.name = "tls.certificates",
              .type = Type::list,
              .sentence =
                  "PEM files, each with a certificate of the server and then those that issued it; the first is for "
                  "visitors who ask for none of their names.",
              .reason = "Names on it are the site's own.",
              .example = "/etc/letsencrypt/live/example.org/fullchain.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.keys",
              .type = Type::list,
              .sentence = "PEM files with their keys, in the same order; nobody else may read them.",
              .reason = "A key stands beside its certificate.",
              .example = "/etc/letsencrypt/live/example.org/privkey.pem",
              .rule = certificateRule});
    keys.add(
        {.name = "tls.redirect",
         .type = Type::boolean,
         .defaultText = "true",
         .sentence = "With server.listen_tls: pages asked for over plain http are sent to https, programs are refused.",
         .reason = "A cookie that crosses the network in the open once is stolen."});
    keys.add({.name = "tls.hsts",
              .type = Type::duration,
              .defaultText = "730d",
              .least = "0s",
              .most = "3650d",
              .sentence = "How long a browser that came over TLS never comes without it again; 0s does not ask for it.",
              .reason = "Two years is what lists of https-only sites ask for."});
    keys.add({.name = "tls.hsts_subdomains",
              .type = Type::boolean,
              .defaultText = "false",
              .sentence = "The same for every host below this one.",
              .reason = "Some of them may have no TLS, and only their owner knows."});
}

void addControl(Keys& keys) {
    keys.add({.name = "server.control",
              .type = Type::path,
              .defaultText = "/run/portico/control.sock",
              .sentence = "Socket through which `portico reload` and `portico status` reach the running server.",
              .reason = "The service's RuntimeDirectory; only root and the server's user are heard there.",
              .applies = Applies::atRestart});
}

void addSite(Keys& keys) {
    keys.add({.name = "site.name",
              .type = Type::text,
              .defaultText = "Portico",
              .sentence = "Name of the site, for titles and headings.",
              .reason = "A site has a name before anybody gives it one."});
    keys.add({.name = "site.language",
              .type = Type::text,
              .defaultText = "en",
              .sentence = "Language of the site's pages, as a language tag.",
              .reason = "The pages that come with the server are in English.",
              .rule = languageRule});
}

void addPages(Keys& keys) {
    keys.add({.name = "pages.directories",
              .type = Type::list,
              .defaultText = "/etc/portico/pages,/usr/share/portico/pages",
              .sentence = "Folders with pages; the first one that has a page wins.",
              .reason = "A page of the administrator stands in front of the packaged one of that name.",
              .rule = absolutePathRule});
    keys.add(
        {.name = "pages.default_access",
         .type = Type::text,
         .defaultText = "public",
         .sentence =
             "Who may see pages that do not say: public, user or role:NAME. A page says it in an access comment.",
         .reason = "Most sites are open; a site for members sets it to user and says public in the pages that are.",
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
              .sentence =
                  "Path of the site and the id of the plugin that serves it, although another one or a page is there.",
              .example = "\"/private\" = \"example\"",
              .rule = pluginIdRule,
              .entryRule = pagePathRule});
}

void addAssets(Keys& keys) {
    keys.add(
        {.name = "assets.mime_types",
         .type = Type::path,
         .defaultText = "/etc/mime.types",
         .sentence =
             "List of media types of the system, for files whose type the server does not know; it need not be there.",
         .reason = "Where Debian's package media-types installs it."});
    keys.add({.name = "assets.types",
              .type = Type::table,
              .sentence = "Extension without its dot, or name of a file, and its media type.",
              .example = "\"usdz\" = \"model/vnd.usdz+zip\"",
              .rule = mediaTypeRule,
              .entryRule = fileNameRule});
}

void addCapability(Keys& keys, const std::string& capability, const std::string& question) {
    keys.add({.name = "capabilities." + capability,
              .type = Type::text,
              .sentence = "Id of the plugin that decides " + question + "; empty takes the only one.",
              .reason = "With one provider there is nothing to choose.",
              .example = capability + "_example",
              .rule = pluginIdRule});
}

void addCapabilities(Keys& keys) {
    addCapability(keys, "auth", "who sends a request");
    addCapability(keys, "users", "where users live");
    addCapability(keys, "sessions", "which logins are alive");
    addCapability(keys, "pages", "how pages are rendered");
}

void addPlugins(Keys& keys) {
    keys.add({.name = "plugins.directories",
              .type = Type::list,
              .defaultText = "/usr/lib/portico/plugins",
              .sentence = "Folders with plugins; the first one that has a file of a name wins.",
              .reason = "Where packages install them.",
              .rule = absolutePathRule});
    keys.add({.name = "plugins.disabled",
              .type = Type::list,
              .sentence = "Ids of installed plugins that are not loaded.",
              .reason = "What is installed is meant to be used.",
              .example = "example",
              .rule = pluginIdRule});
}

void addPluginFiles(Keys& keys) {
    keys.add(
        {.name = "plugins.cache",
         .type = Type::path,
         .defaultText = "/var/cache/portico",
         .sentence = "Folder for the copies that plugins run from; on a noexec file system they are kept in memory.",
         .reason = "The service's CacheDirectory; what happens to an installed file does not reach running code.",
         .applies = Applies::atRestart});
    keys.add({.name = "plugins.kept",
              .type = Type::integer,
              .defaultText = "256",
              .least = "16",
              .most = "4096",
              .sentence = "Plugin libraries that may be loaded at once, replaced ones included; more need a restart.",
              .reason = "A replaced library stays in memory, about 100 KiB each."});
    keys.add(
        {.name = "plugins.crashes",
         .type = Type::integer,
         .defaultText = "3",
         .least = "0",
         .most = "100",
         .sentence = "Crashes within plugins.crash_window after which a plugin's file is not loaded any more; 0 never.",
         .reason = "Once is an accident; a site that starts only to crash again serves nobody.",
         .applies = Applies::atRestart});
    keys.add({.name = "plugins.crash_window",
              .type = Type::duration,
              .defaultText = "10m",
              .least = "1m",
              .most = "24h",
              .sentence = "How long a crash counts.",
              .reason = "A plugin that crashes once a day does less harm than one that is missing.",
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
              .sentence = "Memory for the values that each plugin keeps with the server over reloads.",
              .reason = "Room for tens of thousands of logins of a store in memory."});
}

void addLog(Keys& keys) {
    keys.add({.name = "log.level",
              .type = Type::choice,
              .defaultText = "info",
              .choices = {"debug", "info", "warning", "error"},
              .sentence = "The least important lines that are written.",
              .reason = "Starts, stops and refusals, but nothing that comes with every request."});
    keys.add({.name = "log.access",
              .type = Type::choice,
              .defaultText = "common",
              .choices = {"off", "common", "combined", "json"},
              .sentence = "Form of the line that each request leaves; off writes none.",
              .reason = "Every log reader knows it, and it holds no more about a visitor than it must."});
}

void addCompression(Keys& keys) {
    keys.add({.name = "compression.enabled",
              .type = Type::boolean,
              .defaultText = "true",
              .sentence = "Whether pages and answers of plugins are compressed, with br or gzip.",
              .reason = "A phone loads a third of the bytes; turn it off where a proxy does it.",
              .example = "false"});
    keys.add({.name = "compression.least",
              .type = Type::size,
              .defaultText = "1 KiB",
              .least = "128 B",
              .most = "1 MiB",
              .sentence = "Shortest body that is compressed.",
              .reason = "Below it all fits into the packet that has to be sent anyway."});
}

void addHashing(Keys& keys) {
    keys.add({.name = "hashing.memory",
              .type = Type::size,
              .defaultText = "19 MiB",
              .least = "8 MiB",
              .most = "256 MiB",
              .sentence = "Memory that one password hash (argon2id) takes.",
              .reason = "With two passes it is what OWASP recommends."});
    keys.add({.name = "hashing.passes",
              .type = Type::integer,
              .defaultText = "2",
              .least = "1",
              .most = "16",
              .sentence = "Passes over that memory.",
              .reason = "With 19 MiB it is what OWASP recommends."});
    keys.add({.name = "hashing.parallel",
              .type = Type::integer,
              .defaultText = "0",
              .least = "0",
              .most = "64",
              .sentence = "Passwords that are hashed at the same time; 0 takes the number of cores.",
              .reason = "A storm of logins leaves the threads to the pages.",
              .applies = Applies::atRestart});
    keys.add({.name = "hashing.queue",
              .type = Type::integer,
              .defaultText = "64",
              .least = "0",
              .most = "10000",
              .sentence = "Logins that wait for their turn: networks in turn, in each the accounts. When all places "
                          "are taken, who has "
                          "most of them loses one (429); with many networks more are answered with 503.",
              .reason = "What two cores do within the longest wait.",
              .applies = Applies::atRestart});
    keys.add({.name = "hashing.wait",
              .type = Type::duration,
              .defaultText = "2s",
              .least = "1s",
              .most = "1m",
              .sentence = "How long a login waits for its turn before it is answered with 503, or 429 if its network "
                          "asks for too much.",
              .reason = "People type their password again after a few seconds."});
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
