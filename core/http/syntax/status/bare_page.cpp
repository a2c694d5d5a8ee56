// SPDX-License-Identifier: Apache-2.0
// The error page for a person if no plugin makes one.
#include "http/syntax/status/bare_page.h"

namespace portico::http::syntax {

std::string barePage(int status, std::string_view sentence, std::string_view home) {
    const std::string title(statusText(status));
    std::string page = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
                       title + "</title>\n<h1>" + std::to_string(status) + ' ' + title + "</h1>\n";
    if (!sentence.empty()) page.append("<p>").append(sentence).append("</p>\n");
    return page.append("<p><a href=\"").append(home).append("\">Go to the home page</a></p>\n");
}

} // namespace portico::http::syntax
