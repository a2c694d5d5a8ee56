// SPDX-License-Identifier: Apache-2.0
// portico-plugin(7): where plugins are, what they are, how a package of one is made.
#include "cli/manual/pages.h"

#include "cli/manual/roff.h"

#include <portico/abi.h>

#include <array>

namespace portico::cli {

namespace {

struct Capability {
    std::string_view id, sentence;
};

constexpr std::array capabilities{
    Capability{PORTICO_ROUTES,
               "Which paths there are, with which guard, and their answers. Any number of plugins provide it."},
    Capability{PORTICO_AUTH, "Who sends a request, and how a stranger logs in."},
    Capability{PORTICO_USERS, "Where users live."},
    Capability{PORTICO_SESSIONS, "Which logins are alive."},
    Capability{PORTICO_PAGES, "How a page and its data become bytes."},
    Capability{PORTICO_BACKUP,
               "A consistent copy of what the plugin keeps, and back; without it its files are copied as they are. Any "
               "number of plugins provide it."},
};

} // namespace

std::string pluginPage() {
    Roff page("portico-plugin", 7, "plugins of the Portico web server");
    page.heading("DESCRIPTION")
        .paragraph("A plugin is one shared library in a folder of plugins.directories, /usr/lib/portico/plugins. It "
                   "exports one "
                   "symbol and carries its manifest in a note of the file, which the server reads before any of its "
                   "code runs: "
                   "id, version, ABI, what it provides, what it needs, its settings.");
    page.heading("ABI").paragraph(
        "This server has ABI " + std::to_string(PORTICO_ABI_MAJOR) + "." + std::to_string(PORTICO_ABI_MINOR) +
        ". It loads plugins of the same major and of no newer minor. As a package it provides "
        "portico-plugin-abi-" +
        std::to_string(PORTICO_ABI_MAJOR) + ".");
    page.heading("CAPABILITIES");
    for (const Capability& capability : capabilities) page.item(capability.id, capability.sentence);
    page.heading("LIFE")
        .paragraph(
            "What comes into the folder is live after `portico reload`; packages do that by themselves. A plugin that "
            "is "
            "refused is named by `portico plugins list`, and the rest serves. To switch one off and keep it installed, "
            "write `enabled = false` into /etc/portico/plugins.d/ID.toml; no upgrade changes that.")
        .paragraph(
            "The service forbids memory that is written and run (MemoryDenyWriteExecute), so no just-in-time compiler "
            "works in a plugin. A plugin that needs more than the service allows brings a drop-in in "
            "portico.service.d.");
    page.heading("FILES")
        .item("/usr/lib/portico/plugins/ID.so", "The plugin; only root may write it.")
        .item("/usr/lib/portico/plugins/ID/assets/", "Its style sheets and pictures, served below /assets/ID/.")
        .item("/usr/lib/portico/plugins.d/ID.toml", "Settings that its package chooses.")
        .item("/etc/portico/plugins.d/ID.toml", "Settings of the administrator, over those.")
        .item("/usr/share/portico/pages/", "Its pages; one of the same name in /etc/portico/pages stands over it.")
        .item("/var/lib/portico/ID/", "Its own data.");
    page.heading("AUTHORS").paragraph(
        "The package portico-dev has the headers, find_package(portico) for CMake, and dh_portico(1) for packages. A "
        "package of a plugin is called portico-plugin-NAME, has dh-sequence-portico in its Build-Depends and "
        "${portico:Depends} in its Depends, and needs no maintainer script. /usr/share/doc/portico-dev/examples has "
        "a complete one.");
    page.heading("SEE ALSO").paragraph("portico(1), portico.toml(5), dh_portico(1)");
    return page.text();
}

} // namespace portico::cli
