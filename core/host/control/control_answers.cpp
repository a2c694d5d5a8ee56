// SPDX-License-Identifier: Apache-2.0
#include "host/control/control_answers.h"

#include "host/log/json_lines.h"

namespace portico::host {

std::string reloadAnswer(const Generations::ReloadResult& result, const Generations& generations) {
    return JsonLine()
        .raw("done", result.done ? "true" : "false")
        .raw("generation", std::to_string(generations.current().number()))
        .raw("draining", std::to_string(generations.draining().size()))
        .raw("sentences", jsonList(result.sentences))
        .end();
}

std::string errorAnswer(std::string_view sentence) { return JsonLine().text("error", sentence).end(); }

} // namespace portico::host
