// SPDX-License-Identifier: Apache-2.0
#include "file_users.h"

#include "canonical_name.h"

namespace users_file {

FileUsers::FileUsers(portico::Host host, std::string path)
    : host_(host),
      revisions_(host),
      file_(
          std::move(path), [this](std::string_view text) { return readAccounts(text, judge()); },
          [this](const Accounts* before, Accounts& now) { reportFaults(before, now); }) {}

HashPolicy FileUsers::judge() const {
    const portico::Passwords passwords = host_.passwords();
    return {[passwords](std::string_view hash) -> std::string {
                try {
                    passwords.mustBeAcceptable(hash);
                    return {};
                } catch (const portico::Error& error) {
                    return error.what();
                }
            },
            [passwords](std::string_view hash) { return passwords.cost(hash); }};
}

// Reports bad lines, and sets the time of change of every account that has changed: the file has no dates.
void FileUsers::reportFaults(const Accounts* before, Accounts& now) const {
    for (const Fault& fault : now.faults)
        host_.warning(file_.path() + ":" + std::to_string(fault.line) + ": this line " + fault.what +
                      "; it is ignored");
    host_.info(file_.path() + ": " + std::to_string(now.byName.size()) + (now.byName.size() == 1 ? " user" : " users"));
    revisions_.stamp(before, now);
    if (before == nullptr) return;
    for (auto& [canonical, account] : now.byName) {
        const auto old = before->byName.find(canonical);
        const bool same = old != before->byName.end() && old->second.user.revision == account.user.revision;
        account.user.changed = same ? old->second.user.changed : host_.nowSeconds();
    }
}

std::optional<Account> FileUsers::account(const std::string& canonical) {
    const auto accounts = file_.accounts();
    const auto found = accounts->byName.find(canonical);
    return found == accounts->byName.end() ? std::nullopt : std::optional<Account>(found->second);
}

std::optional<portico::User> FileUsers::find(std::string_view name) {
    const auto canonical = canonicalName(name);
    const auto found = canonical ? account(*canonical) : std::nullopt;
    return found ? std::optional<portico::User>(found->user) : std::nullopt;
}

std::optional<portico::User> FileUsers::get(std::string_view id) {
    const auto accounts = file_.accounts();
    const auto name = accounts->nameOfId.find(id);
    if (name == accounts->nameOfId.end()) return std::nullopt;
    return accounts->byName.find(name->second)->second.user;
}

void FileUsers::list(const Take& take) {
    const auto accounts = file_.accounts();
    for (const auto& [canonical, account] : accounts->byName)
        if (!take(account.user)) return;
}

// Invalid and unknown names cost the same hash.
std::optional<portico::User> FileUsers::verify(std::string_view name, std::string_view password) {
    const std::string canonical = canonicalName(name).value_or(":"); // no name contains ':'
    const std::string costliest = file_.accounts()->costliest;
    const std::optional<Account> asked = account(canonical);
    if (!asked || asked->user.disabled) {
        host_.passwords().verifyNobody(password, costliest);
        return std::nullopt;
    }
    using Answer = portico::Passwords::Answer;
    if (host_.passwords().verify(password, asked->hash, costliest) == Answer::No) return std::nullopt;
    // Hashing takes long: a user who was locked or got another password meanwhile must not be let in with the old one.
    const std::optional<Account> now = account(canonical);
    if (!now || now->user.disabled || now->user.revision != asked->user.revision) return std::nullopt;
    return now->user;
}

void FileUsers::refuse() const {
    throw portico::Error(PORTICO_UNSUPPORTED,
                         "users live in " + file_.path() +
                             ", which is read-only for the server: edit that file, for example with "
                             "\"htpasswd -B " +
                             file_.path() + " NAME\"; the change takes effect immediately");
}

} // namespace users_file
