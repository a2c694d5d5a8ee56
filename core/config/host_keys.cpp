// SPDX-License-Identifier: Apache-2.0
// The table of the host's keys, section by section. One entry says all that there is to say about a key: the main file, the
// checks, the messages and the documentation are made from it.
#include "config/host_keys.h"

#include "config/rules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::config {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> sections{{
    {"server", "Where the server listens and how much it does at once."},
    {"site", "What the site says about itself."},
    {"pages", "Where pages come from and who may see them."},
    {"capabilities", "Which plugin provides what. Needed only where several installed plugins could."},
    {"plugins", "Which plugins are loaded. Their own settings are in plugins.d/NAME.toml."},
    {"state", "Where data is kept."},
    {"log", "What is written to the journal, or to standard error without one."},
    {"limits", "How large a request may be and how long one may wait. Beyond a limit it is refused."},
    {"hashing", "The cost of passwords. New costs apply to each user at the next login."},
    {"pages.guards", "Guards for paths, besides those that pages and plugins name; a visitor must pass both."},
}};

void addServer(Keys& keys) {
    keys.add({.name = "server.listen",
              .type = Type::list,
              .standard = "127.0.0.1:8080",
              .sentence = "Addresses and ports to listen on; port 0 takes a free one.",
              .reason = "Only this machine reaches a server that nobody has set up yet.",
              .rule = listenRule});
    keys.add({.name = "server.threads",
              .type = Type::integer,
              .standard = "16",
              .least = "1",
              .most = "1024",
              .sentence = "Requests that are worked on at the same time.",
              .reason = "Enough for pages that wait for a database on a small machine."});
    keys.add({.name = "server.public_url",
              .type = Type::text,
              .sentence = "Address under which visitors reach the site; empty takes it from each request.",
              .reason = "Behind a proxy the server cannot know it.",
              .example = "https://www.example.org",
              .rule = publicUrlRule});
}

void addControl(Keys& keys) {
    keys.add({.name = "server.control",
              .type = Type::path,
              .standard = "/run/portico/control.sock",
              .sentence = "Socket through which `portico reload` and `portico status` reach the running server.",
              .reason = "The service's RuntimeDirectory; only root and the server's user are heard there."});
}

void addSite(Keys& keys) {
    keys.add({.name = "site.name",
              .type = Type::text,
              .standard = "Portico",
              .sentence = "Name of the site, for titles and headings.",
              .reason = "A site has a name before anybody gives it one."});
    keys.add({.name = "site.language",
              .type = Type::text,
              .standard = "en",
              .sentence = "Language of the site's pages, as a language tag.",
              .reason = "The pages that come with the server are in English.",
              .rule = languageRule});
}

void addPages(Keys& keys) {
    keys.add({.name = "pages.directories",
              .type = Type::list,
              .standard = "/etc/portico/pages,/usr/share/portico/pages",
              .sentence = "Folders with pages; the first one that has a page wins.",
              .reason = "A page of the administrator stands in front of the packaged one of that name.",
              .rule = absolutePathRule});
    keys.add({.name = "pages.guards",
              .type = Type::table,
              .sentence = "Path of the site and who may see it: public, user or role:NAME.",
              .example = "\"/reports\" = \"role:staff\"",
              .rule = guardRule,
              .entryRule = pagePathRule});
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
              .standard = "/usr/lib/portico/plugins",
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
         .standard = "/var/cache/portico",
         .sentence = "Folder for the copies that plugins run from; on a noexec file system they are kept in memory.",
         .reason = "The service's CacheDirectory; what happens to an installed file does not reach running code."});
    keys.add({.name = "plugins.kept",
              .type = Type::integer,
              .standard = "256",
              .least = "16",
              .most = "4096",
              .sentence = "Plugin libraries that may be loaded at once, replaced ones included; more need a restart.",
              .reason = "A replaced library stays in memory, about 100 KiB each."});
}

void addState(Keys& keys) {
    keys.add({.name = "state.directory",
              .type = Type::path,
              .standard = "/var/lib/portico",
              .sentence = "Folder for databases and keys; only the server may read it.",
              .reason = "The service's StateDirectory."});
}

void addLog(Keys& keys) {
    keys.add({.name = "log.level",
              .type = Type::choice,
              .standard = "info",
              .choices = {"debug", "info", "warning", "error"},
              .sentence = "The least important lines that are written.",
              .reason = "Starts, stops and refusals, but nothing that comes with every request."});
    keys.add({.name = "log.access",
              .type = Type::choice,
              .standard = "common",
              .choices = {"off", "common", "combined", "json"},
              .sentence = "Form of the line that each request leaves; off writes none.",
              .reason = "Every log reader knows it, and it holds no more about a visitor than it must."});
}

void addSizeLimits(Keys& keys) {
    keys.add({.name = "limits.uri",
              .type = Type::size,
              .standard = "8 KiB",
              .least = "256 B",
              .most = "64 KiB",
              .sentence = "Path and query of a request; longer ones are answered with 414.",
              .reason = "What RFC 9112 asks of every server."});
    keys.add({.name = "limits.header_size",
              .type = Type::size,
              .standard = "16 KiB",
              .least = "1 KiB",
              .most = "1 MiB",
              .sentence = "All headers of a request together; more is answered with 431.",
              .reason = "Room for large cookies of other programs on the same host."});
    keys.add({.name = "limits.header_count",
              .type = Type::integer,
              .standard = "100",
              .least = "8",
              .most = "1000",
              .sentence = "Headers of a request; more are answered with 431.",
              .reason = "Browsers and proxies together send about thirty."});
    keys.add({.name = "limits.body",
              .type = Type::size,
              .standard = "1 MiB",
              .least = "1 KiB",
              .most = "1 GiB",
              .sentence = "Body of a request; more is answered with 413.",
              .reason = "Forms are small, and a body is held in memory."});
    keys.add({.name = "limits.form_fields",
              .type = Type::integer,
              .standard = "200",
              .least = "1",
              .most = "10000",
              .sentence = "Fields of a form or a query; more are answered with 400.",
              .reason = "More than any form that a person fills in."});
}

void addWaitLimits(Keys& keys) {
    keys.add({.name = "limits.queue",
              .type = Type::integer,
              .standard = "64",
              .least = "1",
              .most = "65536",
              .sentence = "Connections that wait while all threads are busy; more are turned away.",
              .reason = "Four turns of the threads: who waits longer has gone."});
    keys.add({.name = "limits.read_wait",
              .type = Type::duration,
              .standard = "10s",
              .least = "1s",
              .most = "10m",
              .sentence = "How long the server waits for the next bytes of a request.",
              .reason = "A slow phone needs seconds, an attacker wants minutes."});
    keys.add({.name = "limits.idle",
              .type = Type::duration,
              .standard = "5s",
              .least = "1s",
              .most = "10m",
              .sentence = "How long a connection without a request stays open.",
              .reason = "A page's requests follow each other within it."});
    keys.add({.name = "limits.stop_wait",
              .type = Type::duration,
              .standard = "10s",
              .least = "0s",
              .most = "5m",
              .sentence = "How long requests in flight may take to finish when the server stops.",
              .reason = "Well below the time after which systemd kills a service."});
}

void addHashing(Keys& keys) {
    keys.add({.name = "hashing.memory",
              .type = Type::size,
              .standard = "19 MiB",
              .least = "8 MiB",
              .most = "1 GiB",
              .sentence = "Memory that one password hash (argon2id) takes.",
              .reason = "With two passes it is what OWASP recommends."});
    keys.add({.name = "hashing.passes",
              .type = Type::integer,
              .standard = "2",
              .least = "1",
              .most = "20",
              .sentence = "Passes over that memory.",
              .reason = "With 19 MiB it is what OWASP recommends."});
    keys.add({.name = "hashing.parallel",
              .type = Type::integer,
              .standard = "0",
              .least = "0",
              .most = "64",
              .sentence = "Passwords that are hashed at the same time; 0 takes the number of cores.",
              .reason = "A storm of logins leaves the threads to the pages."});
    keys.add({.name = "hashing.queue",
              .type = Type::integer,
              .standard = "64",
              .least = "0",
              .most = "10000",
              .sentence = "Logins that wait for their turn; more are answered with 503.",
              .reason = "What two cores do within the longest wait."});
    keys.add({.name = "hashing.wait",
              .type = Type::duration,
              .standard = "2s",
              .least = "1s",
              .most = "1m",
              .sentence = "How long a login waits for its turn before it is answered with 503.",
              .reason = "People type their password again after a few seconds."});
}

} // namespace

Keys hostKeys() {
    Keys keys;
    for (auto* group : {addServer, addControl, addSite, addPages, addCapabilities, addPlugins, addPluginFiles, addState,
                        addLog, addSizeLimits, addWaitLimits, addHashing})
        group(keys);
    return keys;
}

std::string_view sectionSentence(std::string_view section) {
    const auto* found = std::ranges::find(sections, section, &std::pair<std::string_view, std::string_view>::first);
    return found == sections.end() ? std::string_view{} : found->second;
}

} // namespace portico::config
