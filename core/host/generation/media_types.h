// SPDX-License-Identifier: Apache-2.0
// The system's list of media types, /etc/mime.types of the package media-types: each line has a type and its file extensions.
#pragma once

#include "http/assets/asset_type.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

struct MediaTypes {
    http::AssetTypes::Table byExtension; // in lower case; a later line overrides an earlier one
    std::vector<std::string> faults;     // sentences for the log: lines that were ignored
};

// Empty and without faults if the file does not exist or `file` is empty.
MediaTypes readMediaTypes(const std::filesystem::path& file);

// Parses the text of such a file; `name` is used in the sentences.
MediaTypes parseMediaTypes(std::string_view text, const std::string& name);

} // namespace portico::host
