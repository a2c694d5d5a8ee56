// SPDX-License-Identifier: Apache-2.0
// A string as JSON.
#include "cli/json_text.h"

#include <Poco/JSONString.h>

namespace portico::cli {

std::string jsonText(std::string_view text) { return Poco::toJSON(std::string(text), Poco::JSON_WRAP_STRINGS); }

} // namespace portico::cli
