// SPDX-License-Identifier: Apache-2.0
// The data that the host adds to every page: user, request, site, csrf_token, login_url and logout_url. Documented in
// pages/README.md.
#include "http/pipeline/substeps.h"

#include "base/percent.h"

#include <array>

namespace portico::http {

namespace {

using Members = std::pmr::vector<portico_member>;

portico_value keep(Exchange& x, std::span<const portico_member> members) {
    auto* to = static_cast<portico_member*>(x.memory.allocate(members.size_bytes(), alignof(portico_member)));
    std::copy(members.begin(), members.end(), to);
    return map({to, members.size()});
}

// The names in `left`, which single spaces separate.
portico_value namesIn(Exchange& x, std::string_view left) {
    std::pmr::vector<portico_value> names(&x.memory);
    while (!left.empty()) {
        const std::size_t end = left.find(' ');
        names.push_back(text(left.substr(0, end)));
        left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
    }
    auto* to = static_cast<portico_value*>(x.memory.allocate(names.size() * sizeof(portico_value) + 1));
    std::copy(names.begin(), names.end(), to);
    return list({to, names.size()});
}

portico_value seconds(std::int64_t time) {
    portico_value value{PORTICO_INTEGER, 0, {0}};
    value.as.integer = time;
    return value;
}

portico_value userOf(Exchange& x) {
    if (!x.user) return none();
    return keep(
        x, std::array{member("username", text(view(x.user->name))), member("id", text(view(x.user->id))),
                      member("roles", namesIn(x, view(x.user->roles))), member("scheme", text(view(x.user->scheme))),
                      member("scopes", namesIn(x, view(x.user->scopes))), member("login", seconds(x.user->login))});
}

// "/auth/login?next=%2Fprivate": returns to the current page after the login, unless that is the login page.
portico_value loginUrl(Exchange& x) {
    if (!x.snapshot.auth || x.snapshot.auth->loginPath().empty()) return none();
    const std::string& path = x.snapshot.auth->loginPath();
    const bool here = x.request.method == "GET" && !x.pathAndQuery.empty() && x.path != path && x.path != "/";
    const std::string url = x.snapshot.site.base + path;
    if (!here) return text(copyInto(x.memory, url));
    return text(copyInto(x.memory, url + "?next=" + base::percentEncode(x.pathAndQuery)));
}

portico_value logoutUrl(Exchange& x) {
    if (!x.snapshot.auth) return none();
    const std::string& path = x.snapshot.auth->logoutPath(x.user ? x.identifiedBy : nullptr);
    return path.empty() ? none() : text(copyInto(x.memory, x.snapshot.site.base + path));
}

void addMissing(Members& members, const portico_map& more) {
    for (std::size_t i = 0; i < more.count; ++i) {
        const auto same = [&](const portico_member& m) { return view(m.key) == view(more.members[i].key); };
        if (std::none_of(members.begin(), members.end(), same)) members.push_back(more.members[i]);
    }
}

} // namespace

portico_value withStandardData(Exchange& x, const portico_value& data) {
    Members members(&x.memory);
    members.reserve(6 + (data.type == PORTICO_MAP ? data.as.map.count : 0));
    members.push_back(member("user", userOf(x)));
    members.push_back(
        member("request", keep(x, std::array{member("path", text(x.path)), member("method", text(x.request.method)),
                                             member("id", text(x.id))})));
    const Site& site = x.snapshot.site;
    members.push_back(
        member("site", keep(x, std::array{member("name", text(site.name)), member("language", text(site.language)),
                                          member("base", text(site.base))})));
    members.push_back(member("csrf_token", text(x.csrfToken())));
    members.push_back(member("login_url", loginUrl(x)));
    members.push_back(member("logout_url", logoutUrl(x)));
    if (data.type == PORTICO_MAP) addMissing(members, data.as.map);
    return keep(x, members);
}

} // namespace portico::http
