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
            "`portico serve` is the server; portico.service of systemd runs it. The other commands look after it: its "
            "configuration, portico.toml(5), its plugins, portico-plugin(7), and its users. Run as root they act as "
            "the "
            "owner of `state.directory`, so that the server can read what they write.");
    page.heading("COMMANDS");
    for (const Command& command : commands) {
        if (!command.isForPeople()) continue;
        page.item(termOf(command), command.sentence);
        for (const Option& option : command.options)
            if (!isOfEvery(option)) page.more(optionText(option));
    }
    page.heading("OPTIONS OF EVERY COMMAND THAT READS THE CONFIGURATION")
        .item("--config FILE", "Read this configuration instead of /etc/portico/portico.toml, and conf.d and plugins.d "
                               "beside it. What the "
                               "package chooses in /usr/lib/portico holds all the same.")
        .item("--set KEY=VALUE", "Set a key of the configuration; may be repeated.");
    page.heading("EXIT STATUS")
        .item("0", "Done.")
        .item("1", "Failed; a sentence on standard error says why.")
        .item("2", "Wrong usage.")
        .item("78", "The configuration or a plugin that is needed is bad; every fault is named with file and line.");
    page.heading("ENVIRONMENT")
        .item("PORTICO_SECTION__KEY", "Sets a key: PORTICO_SERVER__THREADS=32.")
        .item("PORTICO_SECTION__KEY__FILE", "Names a file that holds its value.");
    page.heading("SEE ALSO")
        .paragraph("portico.toml(5), portico-plugin(7), systemd.socket(5), /usr/share/doc/portico/docs/operate.md");
    return page.text();
}

} // namespace portico::cli
