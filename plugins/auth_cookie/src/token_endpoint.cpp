// SPDX-License-Identifier: Apache-2.0
// The words in error bodies are RFC 6749's; descriptions are for the author of the program that asks.
#include "token_endpoint.h"

#include "login_form.h"
#include "transport.h"

#include <array>

namespace auth_cookie {

namespace {

struct Refusal {
    int status;
    std::string_view error, description; // both without characters that JSON escapes
};

struct Request {
    bool repeated = false; // first, because the others write it
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

std::optional<Refusal> refusalOf(const portico::Exchange& x, const Request& request) {
    if (!isForm(x)) return Refusal{400, "invalid_request", "the body must be application/x-www-form-urlencoded"};
    if (request.repeated) return Refusal{400, "invalid_request", "a parameter is repeated"};
    if (request.grant.empty()) return Refusal{400, "invalid_request", "grant_type is missing"};
    if (request.grant != "password") return Refusal{400, "unsupported_grant_type", "only password is supported"};
    if (request.username.empty() || request.password.empty())
        return Refusal{400, "invalid_request", "username or password is missing"};
    if (!request.scope.empty()) return Refusal{400, "invalid_scope", "there are no scopes"};
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

} // namespace

TokenEndpoint::TokenEndpoint(portico::Host host, const Settings& settings, portico::Users& users,
                             SessionOpening& opening)
    : host_(host), settings_(settings), users_(users), opening_(opening) {}

void TokenEndpoint::submit(portico::Exchange& x) {
    if (!isTrusted(x, settings_.allowInsecure)) {
        host_.warning("a token was refused because it was asked for over plain http: see allow_insecure");
        return refuse(x, {400, "invalid_request", "passwords are only taken over https"});
    }
    const Request request(x);
    if (const auto refusal = refusalOf(x, request)) return refuse(x, *refusal);
    try {
        grant(x, request.username, request.password);
    } catch (const portico::Error& error) {
        if (error.status() != PORTICO_UNAVAILABLE) throw;
        host_.warning(std::string("no token was given: ") + error.what());
        x.setHeader("Retry-After", "2");
        refuse(x, {503, "temporarily_unavailable", "the server is busy, ask again"});
    }
}

void TokenEndpoint::grant(portico::Exchange& x, std::string_view username, std::string_view password) {
    const LoginForm form{username, password, {}, false};
    const bool plausible = form.faults(false).empty(); // what the form would not take cannot be right here either
    const std::optional<portico::User> user = plausible ? users_.verify(username, password) : std::nullopt;
    if (!user || user->disabled) {
        host_.warning("token denied from " + std::string(x.peer()));
        return refuse(x, {400, "invalid_grant", "the username or password is wrong"});
    }
    const std::string token = opening_.forProgram(*user, x);
    answer(x, 200,
           R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":)" +
               std::to_string(settings_.tokenLifetime) + "}");
    host_.info("token for " + user->id + " from " + std::string(x.peer()));
}

} // namespace auth_cookie
