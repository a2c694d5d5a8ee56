// SPDX-License-Identifier: Apache-2.0
// Error codes are those of RFC 6749; descriptions are for the author of the client program.
#include "token_endpoint.h"

#include <algorithm>

namespace auth_cookie {

namespace {

struct Refusal {
    int status;
    std::string_view error, description; // both without characters that JSON escapes
};

struct Request {
    bool repeated = false; // declared first, because the initializers of the others set it
    std::string_view grant, username, password, scope;
    explicit Request(const portico::Exchange& x)
        : grant(onlyField(x, "grant_type", repeated)),
          username(onlyField(x, "username", repeated)),
          password(onlyField(x, "password", repeated)),
          scope(onlyField(x, "scope", repeated)) {
        onlyField(x, "client_id", repeated);
        onlyField(x, "client_secret", repeated);
    }
};

bool isForm(const portico::Exchange& x) {
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const std::string_view type = x.header("Content-Type").value_or("");
    if (type.size() < form.size() ||
        (type.size() > form.size() && type[form.size()] != ';' && type[form.size()] != ' '))
        return false;
    for (std::size_t i = 0; i < form.size(); ++i)
        if (type[i] != form[i] && !(form[i] >= 'a' && form[i] <= 'z' && type[i] == form[i] - 'a' + 'A')) return false;
    return true;
}

// RFC 6749 section 3.3: printable ASCII without quotation mark and backslash.
bool isScope(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::optional<Refusal> refusalOf(const portico::Exchange& x, const Request& request) {
    if (!isForm(x)) return Refusal{400, "invalid_request", "the body must be application/x-www-form-urlencoded"};
    if (request.repeated) return Refusal{400, "invalid_request", "a parameter is repeated"};
    if (request.grant.empty()) return Refusal{400, "invalid_request", "grant_type is missing"};
    if (request.grant != "password") return Refusal{400, "unsupported_grant_type", "only password is supported"};
    if (request.username.empty() || request.password.empty())
        return Refusal{400, "invalid_request", "username or password is missing"};
    if (!isScope(request.scope)) return Refusal{400, "invalid_scope", "scope contains invalid characters"};
    return std::nullopt;
}

void answer(portico::Exchange& x, int status, const std::string& body) {
    x.status(status);
    x.setHeader("Cache-Control", "no-store");
    x.setHeader("Pragma", "no-cache");
    x.json(body);
}

void refuse(portico::Exchange& x, const Refusal& refusal) {
    std::string body = R"({"error":")";
    body.append(refusal.error).append(R"(","error_description":")").append(refusal.description).append("\"}");
    answer(x, refusal.status, body);
}

// The granted scope: none is defined, so every requested scope is left out, and the answer says so.
std::string grantedScope(std::string_view asked) { return asked.empty() ? "" : R"(,"scope":"")"; }

} // namespace

void TokenEndpoint::submit(portico::Exchange& x) {
    if (!settings_.trust(x)) {
        log_.refused("token", x, "it was requested over plain http; see allow_insecure");
        return refuse(x, {400, "invalid_request", "passwords are accepted only over https"});
    }
    const Request request(x);
    if (const auto refusal = refusalOf(x, request)) return refuse(x, *refusal);
    const LoginForm form{request.username, request.password, {}, false};
    try {
        grant(x, form, request.scope);
    } catch (const portico::Error& error) {
        if (error.status() == PORTICO_DENIED) return deny(x, form); // the user changed after the password was checked
        if (error.status() != PORTICO_UNAVAILABLE) throw;
        log_.refused("token", x, error.what());
        x.setHeader("Retry-After", "2");
        refuse(x, {503, "temporarily_unavailable", "the server is busy, try again"});
    }
}

void TokenEndpoint::grant(portico::Exchange& x, const LoginForm& form, std::string_view scope) {
    const bool plausible = form.faults(false).empty(); // what the form rejects cannot be right here either
    const std::optional<portico::User> user = plausible ? users_.verify(form.username, form.password) : std::nullopt;
    if (!user || user->disabled) return deny(x, form);
    const std::string token = opener_.forProgram(*user, x);
    answer(x, 200,
           R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" +
               std::to_string(settings_.tokenLifetime) + grantedScope(scope) + "}");
    log_.entered("token", x, *user);
}

void TokenEndpoint::deny(portico::Exchange& x, const LoginForm& form) const {
    log_.denied("token", x, form.username);
    refuse(x, {400, "invalid_grant", "the username or password is wrong"});
}

} // namespace auth_cookie
