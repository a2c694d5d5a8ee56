// SPDX-License-Identifier: Apache-2.0
// `portico user role`, `rename`, `disable` and `enable`.
#include "cli/commands.h"

#include "cli/host_options.h"
#include "cli/shown_user.h"
#include "host/generation/stores.h"

#include <algorithm>
#include <functional>
#include <iostream>

namespace portico::cli {

namespace {

using Edit = std::function<void(User& user)>;

// A store without the optional function `change` has only `update`, which cannot change the name.
void store(Users& users, const User& user, bool isRenamed) {
    try {
        users.change(user);
    } catch (const Error& error) {
        if (error.status() != PORTICO_UNSUPPORTED || isRenamed) throw;
        users.update(user);
    }
}

// If the user is changed elsewhere at the same time, this change is repeated on the new state.
User changed(Users& users, const std::string& name, const Edit& edit) {
    for (int again = 10;; --again) {
        User user = userNamed(users, name);
        const std::string before = user.name;
        edit(user);
        try {
            store(users, user, user.name != before);
            return user;
        } catch (const Error& error) {
            if (error.status() != PORTICO_CONFLICT || again == 0) throw;
        }
    }
}

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) all.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return all;
}

std::string joined(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& word : all) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

void applyRoleChanges(User& user, const std::vector<std::string>& given, const std::vector<std::string>& taken) {
    std::vector<std::string> roles = words(user.roles);
    std::erase_if(roles, [&](const std::string& role) { return std::ranges::find(taken, role) != taken.end(); });
    roles.insert(roles.end(), given.begin(), given.end()); // the store removes duplicates
    user.roles = joined(roles);
}

Edit roleEdit(const Invocation& invocation) {
    const std::vector<std::string> all(invocation.operands().begin() + 1, invocation.operands().end());
    const std::vector<std::string> given = invocation.values("add"), taken = invocation.values("remove");
    const int ways = !all.empty() + invocation.has("none") + (!given.empty() || !taken.empty());
    if (ways != 1)
        throw UsageError("user role: list all roles of the user, or use --none, or --add ROLE and --remove ROLE");
    if (given.empty() && taken.empty()) return [all](User& user) { user.roles = joined(all); };
    return [given, taken](User& user) { applyRoleChanges(user, given, taken); };
}

int role(const Invocation& invocation) {
    const Edit edit = roleEdit(invocation);
    host::Stores stores(hostOptions(invocation));
    const std::string id = changed(stores.users(), invocation.operands().front(), edit).id;
    const User user = userNamed(stores.users(), id);
    std::cout << user.name << " has " << (user.roles.empty() ? "no roles" : "the roles " + user.roles) << '\n';
    return Done;
}

int rename(const Invocation& invocation) {
    host::Stores stores(hostOptions(invocation));
    const std::string& name = invocation.operands().front();
    const User user = changed(stores.users(), name, [&](User& one) { one.name = invocation.operands().back(); });
    std::cout << "renamed " << name << " to " << user.name << '\n';
    return Done;
}

int setDisabled(const Invocation& invocation, bool disabled) {
    host::Stores stores(hostOptions(invocation));
    const User user =
        changed(stores.users(), invocation.operands().front(), [&](User& one) { one.disabled = disabled; });
    if (disabled) stores.endSessionsOf(user.id);
    std::cout << (disabled ? "disabled " : "enabled ") << user.name << '\n';
    return Done;
}
int disable(const Invocation& invocation) { return setDisabled(invocation, true); }
int enable(const Invocation& invocation) { return setDisabled(invocation, false); }

} // namespace

std::vector<Command> userChangeCommands() {
    return {
        {"user role", "NAME [ROLE...]", 1, 100, "Set the roles of a user; a change ends the user's sessions.",
         withHostOptions({{"add", "ROLE", "Add a role to the existing ones; may be repeated."},
                          {"remove", "ROLE", "Remove a role; may be repeated."},
                          {"none", "", "Remove all roles."}}),
         role},
        {"user rename", "NAME NEW-NAME", 2, 2, "Rename a user and end the user's sessions.", withHostOptions({}),
         rename},
        {"user disable", "NAME", 1, 1, "Disable a user and end the user's sessions.", withHostOptions({}), disable},
        {"user enable", "NAME", 1, 1, "Enable a disabled user.", withHostOptions({}), enable},
    };
}

} // namespace portico::cli
