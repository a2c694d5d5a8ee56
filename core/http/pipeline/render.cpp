// SPDX-License-Identifier: Apache-2.0
// Step: renders a page with its data. A failure, here or in an earlier step, becomes an error page for people or problem details
// (RFC 9457) for programs; if the error page fails, too, a built-in one.
#include "http/exchange/pre_session.h"
#include "http/pipeline/pipeline.h"
#include "http/pipeline/substeps.h"
#include "http/syntax/status/bare_page.h"
#include "http/syntax/status/problem.h"
#include "http/syntax/status/status_text.h"

#include <array>

namespace portico::http {

namespace {

constexpr std::string_view html = syntax::pageContentType;

portico_status renderPage(Exchange& x, std::string_view page, const portico_value& data, Why& why) {
    const portico_status status = x.snapshot.pages->render(page, withStandardData(x, data), x.answer.body, why);
    if (status != PORTICO_OK && status != PORTICO_NOT_FOUND)
        x.snapshot.log.write(PORTICO_LOG_ERROR, x.snapshot.pages->plugin(), why.message());
    if (status == PORTICO_OK) setPreSessionCookie(x);
    return status;
}

// Which plugin wants the page, which plugin lacks it, and the page folders.
std::string missingPage(const Exchange& x, const std::string& page) {
    std::string folders;
    for (const std::string& folder : x.snapshot.pageFolders) folders.append(folders.empty() ? "" : ", ").append(folder);
    return (x.target != nullptr ? x.target->plugin + ": " : "") + "there is no page \"" + page + "\"; " +
           x.snapshot.pages->plugin() + " has no page of that name; the page folders are " +
           (folders.empty() ? "not set" : folders);
}

void renderAnswer(Exchange& x) {
    if (!x.snapshot.pages) return x.answer.fail(500, "no plugin provides " PORTICO_PAGES);
    x.answer.body.clear();
    const std::string page(x.answer.page);
    Why why;
    const portico_status status = renderPage(x, page, x.answer.data, why);
    if (status == PORTICO_NOT_FOUND) return x.answer.fail(500, missingPage(x, page));
    if (status != PORTICO_OK)
        return x.answer.fail(status == PORTICO_UNAVAILABLE ? 503 : 500,
                             "the page \"" + page + "\" failed: " + std::string(why.message()));
    if (!x.answer.has("Content-Type")) x.answer.set("Content-Type", html);
    if (x.snapshot.pageEnd) x.answer.body += x.snapshot.pageEnd({}, x.snapshot.number, x.snapshot.site.base);
}

// The error page for this status, or the default one.
bool renderErrorPage(Exchange& x) {
    if (!x.snapshot.pages) return false;
    const std::array data{member("status", integer(x.answer.status)),
                          member("title", text(syntax::statusText(x.answer.status))),
                          member("detail", x.answer.detail.empty() ? none() : text(x.answer.detail))};
    const std::string own = "_errors/" + std::to_string(x.answer.status);
    Why why;
    const portico_status status = renderPage(x, own, map(data), why);
    return status == PORTICO_OK ||
           (status == PORTICO_NOT_FOUND && renderPage(x, "_errors/default", map(data), why) == PORTICO_OK);
}

void renderError(Exchange& x) {
    if (!x.navigation) {
        x.answer.body = syntax::problem({x.answer.status, syntax::statusText(x.answer.status), x.answer.detail, x.id});
        x.answer.set("Content-Type", "application/problem+json");
        return;
    }
    x.answer.set("Content-Type", html);
    if (!renderErrorPage(x)) x.answer.body = syntax::barePage(x.answer.status, {}, x.snapshot.site.base + "/");
    if (x.snapshot.pageEnd)
        x.answer.body += x.snapshot.pageEnd(x.answer.reason, x.snapshot.number, x.snapshot.site.base);
}

} // namespace

void render(Exchange& x) {
    Why why;
    const portico_status done = exceptionBarrier(why.get(), [&] {
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
