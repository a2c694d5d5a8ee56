// SPDX-License-Identifier: Apache-2.0
// `portico user ...`.
#include "cli/commands.h"

#include "cli/host_options.h"
#include "cli/import_lines.h"
#include "cli/password_input.h"
#include "cli/progress.h"
#include "cli/shown_user.h"
#include "host/generation/stores.h"

#include <fstream>
#include <iostream>
#include <utility>

namespace portico::cli {

namespace {

std::string rolesOf(const Invocation& invocation) {
    std::string roles;
    std::vector<std::string> given = invocation.values("role");
    if (invocation.has("admin")) given.emplace_back("admin");
    for (const std::string& role : given) {
        if (!roles.empty()) roles += ' ';
        roles += role;
    }
    return roles;
}

std::string passwordOf(const Invocation& invocation) {
    return newPassword(invocation.has("password-stdin") ? From::StandardInput : From::Terminal,
                       invocation.has("allow-weak"));
}

int add(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const std::string& name = invocation.operands().front();
    if (stores.users().find(name)) throw std::runtime_error("the user \"" + name + "\" already exists");
    const std::string password = passwordOf(invocation);
    stores.users().create({.id = {}, .name = name, .roles = rolesOf(invocation)}, {Secret::Kind::Password, password});
    std::cout << "added " << name << '\n';
    return Done;
}

int list(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const bool json = invocation.has("json");
    const char* separator = "[\n  ";
    stores.users().list([&](const User& user) {
        if (json)
            std::cout << std::exchange(separator, ",\n  ") << jsonOf(user);
        else
            std::cout << lineOf(user) << '\n';
        return true;
    });
    if (json) std::cout << (*separator == '[' ? "[]\n" : "\n]\n");
    return Done;
}

int show(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const User user = userNamed(stores.users(), invocation.operands().front());
    if (invocation.has("json"))
        std::cout << jsonOf(user) << '\n';
    else
        print(user, std::cout);
    return Done;
}

int passwd(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const User user = userNamed(stores.users(), invocation.operands().front());
    const std::string password = passwordOf(invocation);
    stores.users().setSecret(user.id, {Secret::Kind::Password, password});
    stores.endSessionsOf(user.id);
    std::cout << "changed the password of " << user.name << " and ended their sessions\n";
    return Done;
}

int remove(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const User user = userNamed(stores.users(), invocation.operands().front());
    stores.endSessionsOf(user.id);
    stores.users().remove(user.id);
    std::cout << "deleted " << user.name << '\n';
    return Done;
}

int import(const Invocation& invocation) {
    const std::string& file = invocation.operands().front();
    std::ifstream opened;
    if (file != "-") {
        opened.open(file); // before root becomes the user of the server, who may lack permission to read it
        if (!opened) throw std::runtime_error(file + " cannot be read");
    }
    host::Stores stores(hostOptions(invocation));
    Progress progress;
    return importLines(file == "-" ? std::cin : opened, file == "-" ? "standard input" : file, stores.users(),
                       std::cout, std::cerr, progress)
               ? Done
               : Failed;
}

int sessions(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const User user = userNamed(stores.users(), invocation.operands().front());
    if (invocation.has("end-all")) {
        stores.sessions().endAll(user.id);
        std::cout << "ended the sessions of " << user.name << '\n';
    } else if (invocation.has("end")) {
        for (const std::string& handle : invocation.values("end")) stores.sessions().end(handle);
    } else {
        stores.sessions().list(user.id, [](const Session& session) {
            std::cout << session.id << "  since " << when(session.created) << "  seen " << when(session.seen) << "  "
                      << (session.kind.empty() ? "-" : session.kind) << "  " << session.peer << "  " << session.agent
                      << '\n';
            return true;
        });
    }
    return Done;
}

} // namespace

std::vector<Command> userCommands() {
    const Option stdinOption{"password-stdin", "", "Read the password as one line from standard input."};
    const Option weak{"allow-weak", "", "Accept a password of fewer than 8 characters, but not of fewer than 4 bytes."};
    const Option json{"json", "", "Print JSON."};
    std::vector<Command> all{
        {"user add", "NAME", 1, 1, "Add a user; prompts for the password.",
         withHostOptions({{"role", "ROLE", "Give the user a role; may be repeated."},
                          {"admin", "", "Same as --role admin."},
                          stdinOption,
                          weak}),
         add},
        {"user list", "", 0, 0, "List the users.", withHostOptions({json}), list},
        {"user show", "NAME", 1, 1, "Show a user, by name or id.", withHostOptions({json}), show},
        {"user passwd", "NAME", 1, 1, "Change a user's password and end the user's sessions.",
         withHostOptions({stdinOption, weak}), passwd},
        {"user delete", "NAME", 1, 1, "Delete a user and the user's sessions.", withHostOptions({}), remove},
        {"user import", "FILE", 1, 1, "Add users from lines NAME:HASH; - reads standard input.", withHostOptions({}),
         import},
        {"user sessions", "NAME", 1, 1, "List or end a user's sessions.",
         withHostOptions({{"end", "HANDLE", "End the session with this handle."},
                          {"end-all", "", "End all sessions of the user."}}),
         sessions},
    };
    const std::vector<Command> changes = userChangeCommands();
    all.insert(all.begin() + 3, changes.begin(), changes.end());
    return all;
}

} // namespace portico::cli
