// SPDX-License-Identifier: Apache-2.0
#include "host/dev_page.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>

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
    static const std::regex place("([^\\s:\"]+):(\\d{1,6})");
    const std::string text(sentence.substr(0, 4096));
    for (std::sregex_iterator at(text.begin(), text.end(), place), end; at != end; ++at) {
        const std::filesystem::path file((*at)[1].str());
        const long line = std::atol((*at)[2].str().c_str());
        if (file.is_absolute())
            if (std::string lines = linesAround(file, line); !lines.empty()) return lines;
        for (const auto& folder : folders)
            if (std::string lines = linesAround(folder / file, line); !lines.empty()) return lines;
    }
    return {};
}

std::string devPageEnd(std::string_view reason, const std::vector<std::filesystem::path>& folders) {
    std::string end;
    if (!reason.empty()) {
        end += "\n<section id=\"dev-reason\"><h2>Why</h2><p>" + escaped(reason) + "</p>";
        if (const std::string lines = excerpt(reason, folders); !lines.empty())
            end += "<pre>" + escaped(lines) + "</pre>";
        end += "</section>";
    }
    return end + "\n<script src=\"/_dev/reload.js\" defer></script>\n";
}

// A question a second holds up nobody; a request that waits for the next change would hold a thread.
std::string_view devScript() {
    return R"js(// Loads this page again when something else serves; shows why a change was refused.
let serves;
function show(reasons) {
  let box = document.getElementById("dev-refused");
  if (!box) {
    box = document.createElement("pre");
    box.id = "dev-refused";
    document.body.prepend(box);
  }
  box.textContent = reasons.length ? "Not taken on:\n" + reasons.join("\n") : "";
  box.hidden = reasons.length === 0;
}
async function look() {
  try {
    const state = await (await fetch("/_dev/state", { cache: "no-store" })).json();
    if (serves !== undefined && serves !== state.serves) return location.reload();
    serves = state.serves;
    show(state.refused);
  } catch { /* the server restarts: ask again */ }
  setTimeout(look, 1000);
}
look();
)js";
}

} // namespace portico::host
