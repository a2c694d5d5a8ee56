// SPDX-License-Identifier: Apache-2.0
#include "host/control_answers.h"

#include "http/syntax/json_string.h"

namespace portico::host {

namespace {

using http::syntax::jsonString;

std::string jsonList(const std::vector<std::string>& texts) {
    std::string list;
    for (const std::string& text : texts) list.append(list.empty() ? "" : ",").append(jsonString(text));
    return '[' + list + ']';
}

} // namespace

std::string swapAnswer(const Generations::Swap& swap, const Generations& generations) {
    return "{\"done\":" + std::string(swap.done ? "true" : "false") +
           ",\"generation\":" + std::to_string(generations.current().number()) +
           ",\"draining\":" + std::to_string(generations.draining().size()) +
           ",\"sentences\":" + jsonList(swap.sentences) + '}';
}

std::string errorAnswer(std::string_view sentence) { return "{\"error\":" + jsonString(sentence) + '}'; }

} // namespace portico::host
