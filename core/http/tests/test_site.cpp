// SPDX-License-Identifier: Apache-2.0
// A handmade snapshot for tests of the pipeline.
#include "test_site.h"

#include "http/exchange/respond.h"
#include "http/pipeline/pipeline.h"

namespace portico::http::test {

namespace {

TestSite& of(void* self) { return *static_cast<TestSite*>(self); }

std::string textOf(const portico_value& value) {
    if (value.type == PORTICO_TEXT) return std::string(view(value.as.text));
    if (value.type == PORTICO_INTEGER) return std::to_string(value.as.integer);
    if (value.type == PORTICO_NONE) return "none";
    std::string all;
    for (std::size_t i = 0; value.type == PORTICO_MAP && i < value.as.map.count; ++i)
        all += std::string(view(value.as.map.members[i].key)) + "=" + textOf(value.as.map.members[i].value) + " ";
    for (std::size_t i = 0; value.type == PORTICO_LIST && i < value.as.list.count; ++i)
        all += textOf(value.as.list.items[i]) + ",";
    return all;
}

std::string filledIn(std::string page, const portico_value& data) {
    for (std::size_t i = 0; i < data.as.map.count; ++i) {
        const std::string place = "{" + std::string(view(data.as.map.members[i].key)) + "}";
        for (std::size_t at = 0; (at = page.find(place, at)) != std::string::npos;)
            page.replace(at, place.size(), textOf(data.as.map.members[i].value));
    }
    return page;
}

std::string bytesOf(const wire::Piece& piece) {
    if (const auto* text = std::get_if<std::string>(&piece)) return *text;
    const auto& stretch = std::get<wire::FileStretch>(piece);
    std::string bytes(stretch.length, '\0');
    const ssize_t read = ::pread(stretch.file->get(), bytes.data(), bytes.size(), static_cast<off_t>(stretch.from));
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(read, 0)));
    return bytes;
}

Reply parse(const std::string& bytes) {
    Reply reply;
    const std::size_t end = bytes.find("\r\n\r\n");
    reply.status = std::stoi(bytes.substr(9, 3));
    reply.body = bytes.substr(end + 4);
    std::size_t at = bytes.find("\r\n") + 2;
    while (at < end) {
        const std::size_t line = bytes.find("\r\n", at);
        const std::size_t colon = bytes.find(": ", at);
        reply.headers.emplace_back(bytes.substr(at, colon - at), bytes.substr(colon + 2, line - colon - 2));
        at = line + 2;
    }
    return reply;
}

} // namespace

TestSite::TestSite()
    : snapshot{Router(), {},       std::nullopt,           std::nullopt,         Assets({}),
               Csrf({}), Limits(), {"Site", "en", "", ""}, AccessLogFormat::Off, {},
               *this},
      auth_{sizeof(portico_auth),
            0,
            identify,
            challenge,
            [](void* self) { return str(of(self).loginPath); },
            [](void* self) { return str(of(self).logoutPath); }},
      pages_{sizeof(portico_pages), 0, [](void*, const portico_page_sink*, portico_error*) { return PORTICO_OK; },
             render} {
    snapshot.auth.emplace(std::vector{capabilities::Provided{"fake_auth", {&auth_, this}}});
    snapshot.pages.emplace(capabilities::Provided{"fake_pages", {&pages_, this}}, snapshot.limits.page);
}

void TestSite::addAuth(const std::string& plugin, const portico_auth& table) {
    snapshot.auth.emplace(std::vector<capabilities::Provided>{{"fake_auth", {&auth_, this}}, {plugin, {&table, this}}});
}

void TestSite::route(std::string method, std::string path, std::string guard, Handler handler, std::uint32_t flags,
                     std::uint64_t bodyLimit) {
    handlers_.push_back(std::move(handler));
    texts_.insert(texts_.end(), {std::move(method), std::move(path), std::move(guard)});
    const std::size_t last = texts_.size() - 1;
    routes_.push_back({sizeof(portico_route),
                       flags,
                       str(texts_[last - 2]),
                       str(texts_[last - 1]),
                       str(texts_[last]),
                       {},
                       &handlers_.back(),
                       handle,
                       bodyLimit});
    add(routes_.back(), "public", capabilities::PluginRoute{"fake_routes", this, &routes_.back()});
}

void TestSite::page(const std::string& path, const std::string& name, const std::string& guard,
                    const std::string& extraGuard) {
    add({sizeof(portico_route), 0, PORTICO_STR("GET"), str(path), str(guard), {}, nullptr, nullptr, 0}, extraGuard,
        name);
}

void TestSite::add(const portico_route& route, const std::string& extraGuard,
                   std::variant<capabilities::PluginRoute, std::string> to) {
    snapshot.router.add(view(route.method), view(route.path), snapshot.targets.size());
    snapshot.targets.push_back(Target{std::string(view(route.method)), std::string(view(route.path)),
                                      std::string(view(route.guard)), "", "fake", GuardRule::parse(view(route.guard)),
                                      GuardRule::parse(extraGuard), (route.flags & PORTICO_ROUTE_ANY_ORIGIN) != 0,
                                      (route.flags & PORTICO_ROUTE_TAKES_PIECES) != 0, std::move(to), "",
                                      route.body_limit});
}

Reply TestSite::ask(const Asked& asked) {
    Request request;
    request.method = asked.method;
    request.target = asked.target;
    request.version = asked.version;
    std::vector<HeaderView> headers;
    if (asked.withHost) headers.push_back({"Host", "site.example"});
    for (const auto& [name, value] : asked.headers) headers.push_back({name, value});
    request.headers = headers;
    request.body = asked.body;
    request.trailer = asked.trailer;
    request.peer = "192.0.2.7";
    request.peerPort = asked.peerPort;
    request.secure = asked.secure;
    request.httpsPort = asked.httpsPort;
    request.localNamesOnly = asked.localNamesOnly;
    request.client = asked.client;
    request.bodyPending = asked.bodyPending;
    request.bodyLength = asked.bodyLength;
    request.refused = asked.refused;
    if (asked.refused != 0) request.reason = "the wire refused it";
    steps.clear();
    Exchange x(snapshot, request, "0123456789abcdef");
    answer(x);
    std::string bytes = x.stream.begun() ? asked.client->all() : respond(x, !x.answer.close);
    if (!x.stream.begun() && hasBody(x))
        for (const wire::Piece& piece : x.answer.takeBody()) bytes += bytesOf(piece);
    Reply reply = parse(bytes);
    reply.reason = x.answer.reason;
    reply.close = x.stream.begun() ? !x.stream.keepsOpen() : x.answer.close;
    reply.cutOff = x.stream.isCutOff();
    reply.streamed = x.stream.bytes();
    return reply;
}

void TestSite::write(int, std::string_view subject, std::string_view line) noexcept {
    logged.append(subject).append(": ").append(line).append("\n");
}

portico_status TestSite::identify(void* self, portico_exchange* x, const portico_identity* who, portico_error* why) {
    TestSite& site = of(self);
    site.steps.emplace_back("identify");
    site.beforeIdentified(x);
    if (site.onIdentify) return site.onIdentify(x, why);
    if (site.identified == PORTICO_OK) {
        const portico_user user{sizeof(portico_user),
                                site.userFlags,
                                PORTICO_STR("1"),
                                str(site.userName),
                                str(site.userRoles),
                                0,
                                0,
                                0,
                                str(site.userScheme),
                                str(site.userScopes),
                                0};
        return who->take(who->ctx, &user, str(site.session));
    }
    explain(why, "the store is on fire");
    return site.identified;
}

portico_status TestSite::challenge(void* self, portico_exchange* x, portico_error* why) {
    TestSite& site = of(self);
    site.steps.emplace_back("challenge");
    if (site.onChallenge) return site.onChallenge(x, why);
    if ((x->flags & PORTICO_EXCHANGE_NAVIGATION) != 0) return x->redirect(x, PORTICO_STR("/login"));
    x->set_header(x, PORTICO_STR("WWW-Authenticate"), PORTICO_STR("Bearer"));
    return x->fail(x, 401, PORTICO_STR("a stranger"));
}

portico_status TestSite::render(void* self, portico_str page, const portico_value* data, const portico_sink* out,
                                portico_error* why) {
    TestSite& site = of(self);
    const std::string name(view(page));
    site.steps.push_back("render " + name);
    if (const auto broken = site.brokenPages.find(name); broken != site.brokenPages.end()) {
        out->write(out->ctx, PORTICO_STR("half a page"));
        explain(why, name + ":7: broken");
        return broken->second;
    }
    const auto found = site.pages.find(name);
    if (found == site.pages.end()) return PORTICO_NOT_FOUND;
    return out->write(out->ctx, str(filledIn(found->second, *data)));
}

portico_status TestSite::handle(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    of(self).steps.emplace_back("handle");
    return (*static_cast<Handler*>(route->ctx))(x, why);
}

std::string Reply::header(std::string_view name) const {
    std::string all;
    for (const auto& [own, value] : headers)
        if (own == name) all += (all.empty() ? "" : "|") + value;
    return all;
}

bool Reply::hasHeader(std::string_view name) const {
    for (const auto& [own, value] : headers)
        if (own == name) return true;
    return false;
}

Fields Reply::headersButDate() const {
    Fields all = headers;
    std::erase_if(all, [](const auto& field) { return field.first == "Date"; });
    return all;
}

Fields navigating() {
    return {{"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Site", "none"}, {"Accept", "text/html,*/*;q=0.8"}};
}

Fields ownForm() {
    return {
        {"Sec-Fetch-Site", "same-origin"}, {"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "sid=1"}};
}

Fields foreignForm() {
    return {
        {"Sec-Fetch-Site", "cross-site"}, {"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "sid=1"}};
}

Fields oldBrowser() { return {{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "sid=1"}}; }

} // namespace portico::http::test
