// SPDX-License-Identifier: Apache-2.0
#include "host/dev/dev_page.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>

namespace portico::host {

namespace {

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) switch (c) {
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '&': safe += "&amp;"; break;
        case '"': safe += "&quot;"; break;
        default: safe += c;
        }
    return safe;
}

struct Place {
    std::string_view file;
    long line;
};

// The next FILE:LINE of a sentence, which is taken off `rest`.
std::optional<Place> nextPlace(std::string_view& rest) {
    constexpr std::string_view ends = " \t\r\n:\"";
    constexpr std::size_t mostDigits = 6;
    for (std::size_t colon = rest.find(':'); colon != std::string_view::npos; colon = rest.find(':', colon + 1)) {
        const std::size_t before = rest.find_last_of(ends, colon == 0 ? 0 : colon - 1);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        long line = 0;
        const char* digits = rest.data() + colon + 1;
        const char* limit = digits + std::min(mostDigits, rest.size() - colon - 1);
        const auto [end, error] = std::from_chars(digits, limit, line);
        if (begin >= colon || error != std::errc() || line < 0) continue;
        const Place place{rest.substr(begin, colon - begin), line};
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        return place;
    }
    return std::nullopt;
}

constexpr long around = 3; // lines before and after

std::string linesAround(const std::filesystem::path& file, long wanted) {
    std::ifstream in(file);
    std::string lines, line;
    for (long number = 1; number <= wanted + around && std::getline(in, line); ++number)
        if (number >= wanted - around)
            lines += (number == wanted ? "> " : "  ") + std::to_string(number) + "  " + line.substr(0, 200) + '\n';
    return lines;
}

} // namespace

std::string excerpt(std::string_view sentence, const std::vector<std::filesystem::path>& folders) {
    std::string_view rest = sentence.substr(0, 4096);
    while (const auto place = nextPlace(rest)) {
        const std::filesystem::path file(place->file);
        if (file.is_absolute())
            if (std::string lines = linesAround(file, place->line); !lines.empty()) return lines;
        for (const auto& folder : folders)
            if (std::string lines = linesAround(folder / file, place->line); !lines.empty()) return lines;
    }
    return {};
}

std::string devPageEnd(const DevPage& page, const std::vector<std::filesystem::path>& folders) {
    std::string end;
    if (!page.reason.empty()) {
        end += "\n<section id=\"dev-reason\"><h2>Why</h2><p>" + escaped(page.reason) + "</p>";
        if (const std::string lines = excerpt(page.reason, folders); !lines.empty())
            end += "<pre>" + escaped(lines) + "</pre>";
        end += "</section>";
    }
    return end + "\n<script src=\"" + page.base + "/_dev/reload.js\" data-run=\"" + page.run + "\" data-generation=\"" +
           std::to_string(page.generation) + "\" defer></script>\n";
}

// A stream occupies a thread of the server, and a browser opens at most six per site, so only the visible page listens.
std::string_view devScript() {
    return R"js(// Reloads this page when another generation serves; shows why a change was refused.
const page = document.currentScript.dataset;
const changes = new URL("changes", document.currentScript.src);
let source, delay = 50;
function show(reasons) {
  document.getElementById("dev-refused")?.remove();
  if (reasons.length === 0) return;
  const box = document.createElement("pre");
  box.id = "dev-refused";
  box.textContent = "Not applied:\n" + reasons.join("\n");
  document.body.prepend(box);
}
function take(news) {
  delay = 50;
  if (news.run !== page.run || news.generation > Number(page.generation)) return location.reload();
  show(news.refused);
}
function listen() {
  if (source || document.hidden) return;
  source = new EventSource(changes);
  source.onmessage = event => take(JSON.parse(event.data));
  source.onerror = () => { // the server restarts, or has no thread to spare
    hangUp();
    setTimeout(listen, delay = Math.min(delay * 2, 2000));
  };
}
function hangUp() {
  source?.close();
  source = undefined;
}
document.addEventListener("visibilitychange", () => document.hidden ? hangUp() : listen());
listen();
)js";
}

} // namespace portico::host
