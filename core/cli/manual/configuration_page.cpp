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
        if (key.applies == config::Applies::atRestart) page.more("A change takes effect at a restart.");
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
            "These TOML files are read in this order; each overrides the ones before it. Credentials of systemd, the "
            "environment variables PORTICO_... and `--set` override the files. A list replaces a list in a lower "
            "layer; "
            "a section is merged with the same section in a lower layer. A file in plugins.d contains the settings of "
            "the section [plugins.ID]. `portico plugins info FILE` prints the settings of a plugin; every plugin also "
            "has the setting `enabled`.")
        .paragraph(
            "Durations need a unit (s, m, h, d), and so do sizes (B, KiB, MiB, GiB). `portico check` reports unknown "
            "keys "
            "and bad values with file and line. `portico config show --origin` prints the effective values and their "
            "origins. A change takes effect at the next `portico reload`, unless the key needs a restart. Sockets "
            "passed "
            "by systemd, portico.socket, override server.listen and server.listen_tls.");
    addKeys(page);
    page.heading("SEE ALSO").paragraph("portico(1), portico-plugin(7), systemd.exec(5)");
    return page.text();
}

} // namespace portico::cli
