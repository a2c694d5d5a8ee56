// SPDX-License-Identifier: Apache-2.0
#include "http/routing/reachable.h"

#include "base/percent.h"
#include "http/assets/assets.h"
#include "http/routing/methods.h"
#include "http/syntax/message/head_scan.h"
#include "http/syntax/message/header_field.h"
#include "http/syntax/url/path.h"

namespace portico::http {

namespace {

std::string inQuotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string inCapitals(std::string_view text) {
    std::string upper;
    for (const char c : text) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return upper;
}

std::string methodProblem(std::string_view method) {
    if (isStandardMethod(method)) return {};
    const std::string declared = "has the method " + inQuotes(method);
    const std::string upper = inCapitals(method);
    if (isNeverServed(upper)) return declared + ", which this server answers with 501 on every path";
    if (isStandardMethod(upper)) return declared + "; methods are in capitals, write " + inQuotes(upper);
    if (!syntax::isToken(method))
        return declared + ", which is not a token; write a method such as \"PUT\" or \"PROPFIND\"";
    if (method.size() > syntax::HeadLimits::mostMethodBytes)
        return declared + ", which is longer than " + std::to_string(syntax::HeadLimits::mostMethodBytes) + " bytes";
    return {};
}

// Paths that are answered before routing.
std::string ownPathProblem(std::string_view path) {
    for (const std::string_view own : {Assets::prefix, std::string_view("/_dev/")})
        if (path.starts_with(own))
            return "is below " + std::string(own) + ", which is reserved for the server; choose another path";
    if (path == "/healthz") return "is answered by the server itself; choose another path";
    return {};
}

// The request target for the path; placeholders stand for themselves.
std::string targetFor(std::string_view path) {
    std::string target;
    for (const char& c : path) target += c == '/' ? "/" : base::percentEncode({&c, 1});
    return target;
}

} // namespace

std::string unreachable(std::string_view method, std::string_view path) {
    if (std::string problem = methodProblem(method); !problem.empty()) return problem;
    if (std::string problem = ownPathProblem(path); !problem.empty()) return problem;
    const syntax::RequestTarget target = syntax::parseTarget(targetFor(path));
    if (target.ok() && target.path == path) return {};
    return "has a path that no request can have" + (target.ok() ? "" : " (" + std::string(target.reason) + ')');
}

} // namespace portico::http
