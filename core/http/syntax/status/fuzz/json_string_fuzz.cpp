// SPDX-License-Identifier: Apache-2.0
// Any bytes as text of an answer: problem details remain one line of UTF-8 JSON.
#include "base/utf8.h"
#include "http/syntax/status/problem.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// Exactly one JSON string.
bool isJsonString(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return false;
        if (text[i] != '\\') continue;
        if (++i == text.size() || std::string_view("\"\\nrtu").find(text[i]) == std::string_view::npos) return false;
        if (text[i] == 'u' && text.substr(i + 1, 4).find_first_not_of("0123456789abcdef") != std::string_view::npos)
            return false;
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string json = portico::base::jsonString(text);
    require(isJsonString(json) && portico::base::isUtf8(json) && json.find_first_of("<>&\n") == std::string::npos);
    require(problem({.status = 400, .detail = text}).find('\n') == problem({.status = 400, .detail = text}).size() - 1);
    return 0;
}
