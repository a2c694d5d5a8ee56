// SPDX-License-Identifier: Apache-2.0
// portico(1), from the table of commands.
#include "cli/manual/pages.h"

#include "cli/manual/roff.h"

namespace portico::cli {

namespace {

std::string termOf(const Command& command) {
    std::string term = "portico " + std::string(command.words);
    if (!command.operands.empty()) term.append(" ").append(command.operands);
    return term;
}

std::string optionText(const Option& option) {
    std::string text = "`--" + std::string(option.name);
    if (!option.argument.empty()) text.append(" ").append(option.argument);
    return text.append("` ").append(option.sentence);
}

bool isOfEvery(const Option& option) { return option.name == "config" || option.name == "set"; }

} // namespace

std::string commandPage(std::span<const Command> commands) {
    Roff page("portico", 1, "a web server whose every capability is a plugin");
    page.heading("SYNOPSIS").example("portico COMMAND [OPTION...] [OPERAND...]\nportico COMMAND --help");
    page.heading("DESCRIPTION")
        .paragraph(
            "`portico serve` is the server; the systemd unit portico.service runs it. The other commands manage its "
            "configuration, portico.toml(5), its plugins, portico-plugin(7), and its users. When run as root, they act "
            "as the owner of `state.directory`, so that the server can read what they write. `portico backup`, "
            "`portico "
            "restore` and `portico user import` show their progress on a terminal.");
    page.heading("COMMANDS");
    for (const Command& command : commands) {
        if (!command.isForPeople()) continue;
        page.item(termOf(command), command.sentence);
        for (const Option& option : command.options)
            if (!isOfEvery(option)) page.more(optionText(option));
    }
    page.heading("COMMON OPTIONS")
        .item("--config FILE",
              "Read this configuration instead of /etc/portico/portico.toml, with conf.d and plugins.d next "
              "to it. The packaged configuration in /usr/lib/portico is still read.")
        .item("--set KEY=VALUE", "Set a key of the configuration; may be repeated.");
    page.heading("EXIT STATUS")
        .item("0", "Success.")
        .item("1", "Failure; a message on standard error states the reason.")
        .item("2", "Wrong usage.")
        .item("78", "The configuration or a needed plugin is faulty; every fault is reported, with file and line.");
    page.heading("ENVIRONMENT")
        .item("PORTICO_SECTION__KEY", "Sets a key: PORTICO_SERVER__THREADS=32.")
        .item("PORTICO_SECTION__KEY__FILE", "Names a file that contains the value.");
    page.heading("SEE ALSO")
        .paragraph("portico.toml(5), portico-plugin(7), systemd.socket(5), /usr/share/doc/portico/docs/operate.md");
    return page.text();
}

} // namespace portico::cli
