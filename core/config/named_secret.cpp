// SPDX-License-Identifier: Apache-2.0
// A name leads to no other folder. A value that was itself read from a credential names none.
#include "config/named_secret.h"

#include "config/rules.h"
#include "config/text_file.h"

namespace portico::config {

namespace {

constexpr std::string_view prefix = "credential:";

const std::string* textOf(const Raw& raw) {
    if (const auto* untyped = std::get_if<Untyped>(&raw)) return &untyped->text;
    return std::get_if<std::string>(&raw);
}

} // namespace

NamedSecret namedSecret(const Assignment& assignment, const std::filesystem::path& credentials) {
    const std::string* text = textOf(assignment.value);
    if (text == nullptr || assignment.valueAt.level == Level::credential || !text->starts_with(prefix))
        return {assignment.value, assignment.openFile};
    const std::string name = text->substr(prefix.size());
    if (!credentialRule.holds(*text))
        return {Unreadable{"\"credential:\" is not followed by the name of a credential"}};
    if (credentials.empty())
        return {Unreadable{"this process has no credentials; add LoadCredential=" + name + ":FILE to the service"}};
    SecretFile secret = readSecret(credentials / name);
    return {std::move(secret.value), secret.isOpen ? (credentials / name).string() : ""};
}

} // namespace portico::config
