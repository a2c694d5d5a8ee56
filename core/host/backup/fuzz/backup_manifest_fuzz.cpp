// SPDX-License-Identifier: Apache-2.0
// Hostile backup manifests: an accepted manifest has a place for each file, and is the same after writing and reading it again.
#include "host/backup/backup_manifest.h"

#include <cstdlib>
#include <stdexcept>

using namespace portico::host;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const BackupManifest none;
    if (staysInside(text) && (text.front() == '/' || text.find("../") == 0 || text.ends_with("/.."))) std::abort();
    if (hasPlace(text, none) && !staysInside(text)) std::abort();
    try {
        const BackupManifest manifest = readBackupManifest(text);
        for (const auto& [path, file] : manifest.files)
            if (!hasPlace(path, manifest)) std::abort();
        if (readBackupManifest(manifestText(manifest)) != manifest) std::abort();
    } catch (const std::runtime_error&) { // it was refused
    }
    return 0;
}
