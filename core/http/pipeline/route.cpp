// SPDX-License-Identifier: Apache-2.0
// Step: finds the target of a path. Answers assets, before cookies are read, and requests with an unknown path or method.
#include "base/percent.h"
#include "http/pipeline/pipeline.h"
#include "http/pipeline/substeps.h"

#include <algorithm>
#include <set>

namespace portico::http {

namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::size_t numberFor(const Router::Methods& methods, std::string_view method) {
    const auto found = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return m.first == method; });
    if (found != methods.end()) return found->second;
    return method == "HEAD" ? numberFor(methods, "GET") : nowhere;
}

// The value of Allow: each method once, with those that the host answers itself.
std::string allow(std::set<std::string_view> methods) {
    if (methods.contains("GET")) methods.insert("HEAD");
    methods.insert("OPTIONS");
    std::string all;
    for (const std::string_view method : methods) all.append(all.empty() ? "" : ", ").append(method);
    return all;
}

// RFC 9110 section 10.2.1: all methods of the path.
std::string allow(const Router::Methods& methods) {
    std::set<std::string_view> all;
    for (const auto& [method, number] : methods) all.insert(method);
    return allow(std::move(all));
}

// Those of the whole server, for "OPTIONS *"; assets always allow GET.
std::string allow(const Router& router) {
    std::set<std::string_view> all{"GET"};
    all.insert(router.methods().begin(), router.methods().end());
    return allow(std::move(all));
}

Next answerOptions(Exchange& x, const std::string& methods) {
    x.answer.status = 204;
    x.answer.set("Allow", methods);
    return Next::Answered;
}

// The canonical path as a target, without its final slash. Encoded again instead of cutting what was sent, whose last byte may be
// part of "%2e" or "..".
std::string withoutSlash(const Exchange& x) {
    std::string target;
    for (const char& c : std::string_view(x.path).substr(0, x.path.size() - 1))
        target += c == '/' ? "/" : base::percentEncode({&c, 1});
    if (!x.query.empty()) target.append("?").append(x.query);
    return target;
}

Next notFound(Exchange& x) {
    if (serveRootFile(x)) return Next::Answered;
    Parameters ignored;
    const std::string_view path = x.path;
    if (path.size() > 1 && path.back() == '/' &&
        x.snapshot.router.match(path.substr(0, path.size() - 1), ignored) != nullptr)
        x.answer.redirect(308, withoutSlash(x));
    else
        x.answer.fail(404, "no route");
    return Next::Answered;
}

} // namespace

Next route(Exchange& x) {
    if (sentToHttps(x)) return Next::Answered;
    if (x.request.method == "OPTIONS" && x.request.target == "*") return answerOptions(x, allow(x.snapshot.router));
    if (x.path.starts_with(Assets::prefix)) return serveAsset(x);
    const Router::Methods* methods = x.snapshot.router.match(x.path, x.parameters);
    if (methods == nullptr) return notFound(x);
    const std::size_t number = numberFor(*methods, x.request.method);
    if (number != nowhere) {
        x.target = &x.snapshot.targets[number];
        x.parameters.nameAfter(x.target->path);
        return Next::Go;
    }
    if (x.request.method == "OPTIONS") return answerOptions(x, allow(*methods));
    x.answer.fail(405, "the path does not support this method");
    x.answer.set("Allow", allow(*methods));
    return Next::Answered;
}

} // namespace portico::http
