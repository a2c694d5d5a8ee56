// SPDX-License-Identifier: Apache-2.0
// Step: page + data -> bytes. A failure, from here or from before, becomes an error page for people or problem details
// (RFC 9457) for programs; if even the error page fails, a bare built-in one.
#include "http/pipeline.h"
#include "http/standard_data.h"
#include "http/syntax/problem.h"
#include "http/syntax/status_text.h"

#include <array>

namespace portico::http {

namespace {

constexpr std::string_view html = "text/html; charset=utf-8";

portico_status renderPage(Exchange& x, std::string_view page, const portico_value& data, Why& why) {
    const portico_status status = x.generation.pages->render(page, withStandardData(x, data), x.answer.body, why);
    if (status != PORTICO_OK && status != PORTICO_NOT_FOUND)
        x.generation.log.write(PORTICO_LOG_ERROR, x.generation.pages->plugin(), why.message());
    return status;
}

void renderAnswer(Exchange& x) {
    if (!x.generation.pages) return x.answer.fail(500, "no plugin provides " PORTICO_PAGES);
    x.answer.body.clear();
    const std::string page(x.answer.page);
    Why why;
    const portico_status status = renderPage(x, page, x.answer.data, why);
    if (status == PORTICO_NOT_FOUND) return x.answer.fail(500, "there is no page \"" + page + "\"");
    if (status != PORTICO_OK)
        return x.answer.fail(500, "the page \"" + page + "\" failed: " + std::string(why.message()));
    if (!x.answer.has("Content-Type")) x.answer.set("Content-Type", html);
    if (x.generation.pageEnd) x.answer.body += x.generation.pageEnd({}, x.generation.number);
}

// The page for this status, or the one for all.
bool renderErrorPage(Exchange& x) {
    if (!x.generation.pages) return false;
    const std::array data{member("status", integer(x.answer.status)),
                          member("title", text(syntax::statusText(x.answer.status)))};
    const std::string own = "_errors/" + std::to_string(x.answer.status);
    Why why;
    const portico_status status = renderPage(x, own, map(data), why);
    return status == PORTICO_OK ||
           (status == PORTICO_NOT_FOUND && renderPage(x, "_errors/default", map(data), why) == PORTICO_OK);
}

std::string bareErrorPage(int status) {
    const std::string title(syntax::statusText(status));
    return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
           title + "</title>\n<h1>" + std::to_string(status) + ' ' + title +
           "</h1>\n<p><a href=\"/\">Go to the home page</a></p>\n";
}

void renderError(Exchange& x) {
    if (!x.navigation) {
        x.answer.body = syntax::problem({x.answer.status, syntax::statusText(x.answer.status), {}, x.id});
        x.answer.set("Content-Type", "application/problem+json");
        return;
    }
    x.answer.set("Content-Type", html);
    if (!renderErrorPage(x)) x.answer.body = bareErrorPage(x.answer.status);
    if (x.generation.pageEnd) x.answer.body += x.generation.pageEnd(x.answer.reason, x.generation.number);
}

} // namespace

void render(Exchange& x) {
    Why why;
    const portico_status done = guarded(why.get(), [&] {
        if (!x.answer.failed && !x.answer.page.empty()) renderAnswer(x);
        if (x.answer.failed) renderError(x);
        return PORTICO_OK;
    });
    if (done == PORTICO_OK) return;
    x.answer.fail(500, why.message());
    x.answer.body = "500 Internal Server Error\n";
    x.answer.set("Content-Type", "text/plain; charset=utf-8");
}

} // namespace portico::http
