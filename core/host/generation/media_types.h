// SPDX-License-Identifier: Apache-2.0
// The system's list of media types, /etc/mime.types of the package media-types: a type and the extensions of its files on each line.
#pragma once

#include "http/assets/asset_type.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

struct MediaTypes {
    http::AssetTypes::Table byExtension; // in lower case; of an extension that comes twice the later type
    std::vector<std::string> faults;     // sentences, for the log: what was passed over. The site does without it.
};

// Without a fault and empty if there is no such file, or `file` is empty.
MediaTypes readMediaTypes(const std::filesystem::path& file);

// Of its text; `name` is for the sentences.
MediaTypes parseMediaTypes(std::string_view text, const std::string& name);

} // namespace portico::host
