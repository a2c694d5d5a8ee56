// SPDX-License-Identifier: Apache-2.0
// portico.toml(5), from the table of the host's keys.
#include "cli/manual/pages.h"

#include "cli/manual/roff.h"
#include "config/host_keys.h"

namespace portico::cli {

namespace {

using config::Key;

std::string valueText(const Key& key) {
    if (key.type == config::Type::table) return "Example: `" + key.example + "`";
    std::string text =
        "Must be " + config::expectation(key) + ". Default: `" + config::tomlText(key, key.defaultValue) + "`.";
    if (key.defaultText.empty() && !key.example.empty())
        text += " Example: `" + config::tomlText(key, config::exampleValue(key)) + "`.";
    return text;
}

void addKeys(Roff& page) {
    const config::Keys keys = config::hostKeys();
    std::string section;
    for (const Key& key : keys.all()) {
        const std::string its = key.type == config::Type::table ? key.name : key.name.substr(0, key.name.rfind('.'));
        if (its != section) page.heading("[" + its + "]").paragraph(config::sectionSentence(its));
        section = its;
        page.item(key.name, key.sentence).more(valueText(key));
        if (!key.reason.empty()) page.more(key.reason);
        if (key.applies == config::Applies::atRestart)
            page.more("A change takes effect when the server is started again.");
    }
}

} // namespace

std::string configurationPage() {
    Roff page("portico.toml", 5, "configuration of the Portico web server");
    page.heading("SYNOPSIS")
        .example("/usr/lib/portico/portico.toml\n/etc/portico/portico.toml\n/etc/portico/conf.d/*.toml\n"
                 "/etc/portico/plugins.d/ID.toml");
    page.heading("DESCRIPTION")
        .paragraph(
            "TOML, read in this order, each over the ones before; then credentials of systemd, PORTICO_... of the "
            "environment and `--set`. A list replaces the list below it, a section adds to the one below it. In "
            "plugins.d a file holds what would stand in the section [plugins.ID]; a plugin's settings are printed by "
            "`portico plugins info FILE`, and each has one more, `enabled`.")
        .paragraph(
            "Durations have a unit (s, m, h, d), sizes too (B, KiB, MiB, GiB). Unknown keys and bad values are refused "
            "with file and line: `portico check`. What is in force, and where it comes from: "
            "`portico config show --origin`. A change takes effect at the next reload, `portico reload`, unless its "
            "key says "
            "otherwise. Sockets that systemd hands over, portico.socket, stand over server.listen "
            "and server.listen_tls.");
    addKeys(page);
    page.heading("SEE ALSO").paragraph("portico(1), portico-plugin(7), systemd.exec(5)");
    return page.text();
}

} // namespace portico::cli
