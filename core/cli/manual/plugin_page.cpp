// SPDX-License-Identifier: Apache-2.0
// portico-plugin(7): where plugins are installed, what they contain, and how to package one.
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
    Capability{PORTICO_ROUTES, "Routes: paths, their guards and their answers. Any number of plugins may provide it."},
    Capability{PORTICO_AUTH, "Identifies the sender of a request and lets anonymous visitors log in."},
    Capability{PORTICO_USERS, "The user store."},
    Capability{PORTICO_SESSIONS, "The session store."},
    Capability{PORTICO_PAGES, "Renders pages."},
    Capability{
        PORTICO_BACKUP,
        "Saves and restores the data of the plugin consistently; without it, its files are copied as they are. Any "
        "number of plugins may provide it."},
    Capability{PORTICO_FILTER,
               "Sees every request and answer of the site. Any number of plugins may provide it; those that "
               "capabilities.filters lists are used, in this order."},
    Capability{PORTICO_MAIL, "Sends mail for plugins."},
};

struct SettingType {
    std::string_view name, sentence;
};

constexpr std::array settingTypes{
    SettingType{"string, integer, number, boolean", "\"text\", 16, 0.5, true."},
    SettingType{"duration, size", "\"30s\", \"5m\", \"2h\", \"1d\"; \"64 KiB\"."},
    SettingType{"path", "An absolute path; empty only if the default is empty."},
    SettingType{"enum", "One of the values that the manifest lists."},
    SettingType{"list", "Strings: [\"a\", \"b\"]. In --set and variables, commas separate the items."},
    SettingType{"list of integers, durations, sizes, paths or enums", "Items of this type."},
    SettingType{"table", "Fields, each a key of its own: plugins.ID.NAME.FIELD, in files below [plugins.ID.NAME]."},
    SettingType{"list of tables",
                "Entries with the same fields, only in files: each begins with [[plugins.ID.NAME]], in "
                "plugins.d/ID.toml with [[NAME]]. A list in a higher layer replaces the list."},
};

} // namespace

std::string pluginPage() {
    Roff page("portico-plugin", 7, "plugins of the Portico web server");
    page.heading("DESCRIPTION")
        .paragraph(
            "A plugin is a shared library in a folder of plugins.directories, by default "
            "/usr/lib/portico/plugins. It exports one symbol and contains its manifest in an ELF note, which "
            "the server reads before it runs any code of the plugin: id, version, ABI, provided, needed and wanted "
            "capabilities, settings.");
    page.heading("ABI").paragraph(
        "This server has ABI " + std::to_string(PORTICO_ABI_MAJOR) + "." + std::to_string(PORTICO_ABI_MINOR) +
        ". It loads plugins with the same major version and a minor version that is not newer. Its package provides "
        "portico-plugin-abi-" +
        std::to_string(PORTICO_ABI_MAJOR) + ".");
    page.heading("CAPABILITIES");
    for (const Capability& capability : capabilities) page.item(capability.id, capability.sentence);
    page.heading("LIFECYCLE")
        .paragraph(
            "A new file in the folder is used after `portico reload`; packages reload the server themselves. `portico "
            "plugins list` shows refused plugins; the others serve. To disable a plugin without removing it, write "
            "`enabled = false` into /etc/portico/plugins.d/ID.toml; upgrades do not change this file. `portico plugins "
            "disable ID` does the same while the server serves, `portico plugins enable ID` ends it, and `portico "
            "plugins reload ID` loads a fresh copy of one plugin.")
        .paragraph(
            "A manifest may need capabilities of other plugins, and want others that may be missing: of the provider "
            "that the configuration chooses, or of a certain plugin, \"portico.users/1@users_archive\", which then "
            "runs "
            "without being chosen. It may also need plugins in a range of versions. `portico plugins info FILE` shows "
            "all of them. Plugins start after what they need.")
        .paragraph(
            "The service forbids memory that is both writable and executable (MemoryDenyWriteExecute), so just-in-time "
            "compilers do not work in plugins. A plugin that needs more than the service allows installs a drop-in in "
            "portico.service.d.");
    page.heading("SETTINGS")
        .paragraph(
            "The manifest declares the settings of a plugin, each with a type, a default and a sentence. They are the "
            "keys plugins.ID.NAME, checked like those of portico.toml(5) and printed by `portico config show`; "
            "`portico plugins info FILE` lists them. The types are:");
    for (const SettingType& type : settingTypes) page.item(type.name, type.sentence);
    page.paragraph(
        "The value of a secret setting is never printed. It may come from a systemd credential with the name of "
        "the key, or the value may be \"credential:NAME\", which is read from the credential NAME: "
        "LoadCredential=NAME:FILE in the service. Otherwise its file must not be readable by everybody.");
    page.heading("FILES")
        .item("/usr/lib/portico/plugins/ID.so", "The plugin; only root may write it.")
        .item("/usr/lib/portico/plugins/ID/assets/", "Its static files, served below /assets/ID/.")
        .item("/usr/lib/portico/plugins.d/ID.toml", "Settings of its package.")
        .item("/etc/portico/plugins.d/ID.toml", "Settings of the administrator, which override those of the package.")
        .item("/usr/share/portico/pages/", "Its pages; pages of the same name in /etc/portico/pages override them.")
        .item("/var/lib/portico/ID/", "Its own data.");
    page.heading("AUTHORS").paragraph(
        "The package portico-dev contains the headers, the CMake package portico, and dh_portico(1) for packaging. A "
        "package of a plugin is called portico-plugin-NAME, has dh-sequence-portico in its Build-Depends and "
        "${portico:Depends} in its Depends, and needs no maintainer script. /usr/share/doc/portico-dev/examples "
        "contains a complete example.");
    page.heading("SEE ALSO").paragraph("portico(1), portico.toml(5), dh_portico(1)");
    return page.text();
}

} // namespace portico::cli
