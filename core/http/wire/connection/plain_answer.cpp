// SPDX-License-Identifier: Apache-2.0
// Answers without a lane.
#include "http/wire/connection/plain_answer.h"

#include "http/syntax/address/host_header.h"
#include "http/syntax/fields/accept.h"
#include "http/syntax/fields/http_date.h"
#include "http/syntax/status/bare_page.h"
#include "http/syntax/status/status_text.h"

#include <ctime>

namespace portico::http::wire {

std::string plainAnswer(int status, std::string_view text, std::string_view fields, bool close,
                        std::string_view contentType) {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " ";
    out.append(syntax::statusText(status)).append("\r\nDate: ").append(syntax::formatHttpDate(std::time(nullptr)));
    out.append("\r\nContent-Type: ")
        .append(contentType)
        .append("\r\nContent-Length: ")
        .append(std::to_string(text.size()));
    out.append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n").append(fields);
    if (close) out.append("Connection: close\r\n");
    return out.append("\r\n").append(text);
}

namespace {

std::optional<std::string_view> valueOf(const syntax::RequestHead& head, std::string_view name) noexcept {
    for (const syntax::Field& field : head.fields)
        if (syntax::equalsIgnoreCase(field.name, name)) return field.value;
    return std::nullopt;
}

} // namespace

std::string refusal(const syntax::RequestHead& asked, int status, std::string_view sentence, std::string_view fields) {
    const bool page = syntax::isNavigation(asked.method, valueOf(asked, "Sec-Fetch-Mode"), valueOf(asked, "Accept"));
    std::string body = page ? syntax::barePage(status, sentence) : std::string(sentence);
    if (!page && !body.empty()) body += '\n';
    std::string answer = page ? plainAnswer(status, body, fields, true, syntax::pageContentType)
                              : plainAnswer(status, body, fields, true);
    if (asked.method == "HEAD") answer.resize(answer.size() - body.size());
    return answer;
}

std::string_view sentenceFor(int status) noexcept {
    if (status == 429) return "Too many requests come from your network. Please try again in a few seconds.";
    return status == 503 ? "The server is busy. Please try again in a few seconds." : "";
}

std::string_view fieldsFor(int status) noexcept { return sentenceFor(status).empty() ? "" : "Retry-After: 2\r\n"; }

bool isHealthCheck(const syntax::RequestHead& head) noexcept {
    return head.target == "/healthz" && (head.method == "GET" || head.method == "HEAD") &&
           syntax::hasItsHost(head.fields, head.version);
}

std::string healthAnswer(const syntax::RequestHead& head, bool stopping, bool close) {
    constexpr std::string_view alive = "ok\n";
    constexpr std::string_view ending = "stopping\n";
    const std::string_view text = stopping ? ending : alive;
    std::string out = plainAnswer(stopping ? 503 : 200, text, close ? "" : "Connection: keep-alive\r\n", close);
    if (head.method == "HEAD") out.resize(out.size() - text.size());
    return out;
}

} // namespace portico::http::wire
