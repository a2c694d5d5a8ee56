// SPDX-License-Identifier: Apache-2.0
#include "capabilities/backup.h"

#include "capabilities/call.h"

namespace portico::capabilities {

void Backup::save(const std::filesystem::path& folder) const { call("save", table().save, folder); }
void Backup::load(const std::filesystem::path& folder) const { call("load", table().load, folder); }

void Backup::call(const char* name, Function function, const std::filesystem::path& folder) const {
    Why why;
    Call call(provided_.stats, name);
    const portico_status status = call.ended(exceptionBarrier(
        why.get(), [&] { return function(provided_.provider.self, str(folder.native()), why.get()); }));
    if (status == PORTICO_OK) return;
    const std::string reason = why.message().empty() ? "it gave no reason" : std::string(why.message());
    throw Error(status, provided_.plugin + ": " + name + " failed: " + reason);
}

} // namespace portico::capabilities
