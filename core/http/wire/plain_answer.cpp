// SPDX-License-Identifier: Apache-2.0
// Answers that are given without a lane.
#include "http/wire/plain_answer.h"

#include "http/syntax/host_header.h"
#include "http/syntax/http_date.h"
#include "http/syntax/status_text.h"

#include <ctime>

namespace portico::http::wire {

std::string plainAnswer(int status, std::string_view text, std::string_view fields, bool close) {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " ";
    out.append(syntax::statusText(status)).append("\r\nDate: ").append(syntax::formatHttpDate(std::time(nullptr)));
    out.append("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ").append(std::to_string(text.size()));
    out.append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n").append(fields);
    if (close) out.append("Connection: close\r\n");
    return out.append("\r\n").append(text);
}

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
