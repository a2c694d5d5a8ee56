// SPDX-License-Identifier: Apache-2.0
// Receives files from a form and stores them in the plugin's state directory. They are read piece by piece: however large they
// are, only one piece is in memory. The visitor's file name is displayed but never used as the name of a file.
#include "pending_file.h"

#include <portico/plugin.hpp>

namespace upload {

class Upload : public portico::Plugin {
public:
    explicit Upload(portico::Host host)
        : folder_(host.stateDirectory()), largest_(static_cast<std::uint64_t>(host.integer("largest"))) {
        get("/upload", "user", "Shows a form for files.", [](portico::Exchange& x) { x.render("upload"); });
        post(
            "/upload", "user", "Stores the files of the form.", [this](portico::Exchange& x) { keep(x); },
            PORTICO_ROUTE_TAKES_PIECES);
    }

private:
    void keep(portico::Exchange& x) {
        portico::Value::List kept;
        while (auto part = x.nextPart()) {
            if (!part->isFile() || part->filename().empty()) continue;
            PendingFile file(folder_ + '/' + std::string(x.requestId()) + '-' + std::to_string(kept.size() + 1));
            part->read([&](std::string_view bytes) {
                if (file.bytes() <= largest_) file.write(bytes);
            });
            if (file.bytes() > largest_) {
                x.status(413);
                return x.render("upload", {{"error", "At most " + std::to_string(largest_) + " bytes per file."}});
            }
            file.keep();
            kept.push_back(
                portico::Value::Map{{"name", part->filename()}, {"bytes", static_cast<std::int64_t>(file.bytes())}});
        }
        x.render("upload", {{"kept", kept}});
    }

    std::string folder_;
    std::uint64_t largest_;
};

} // namespace upload

PORTICO_PLUGIN(upload::Upload, {
    "id": "upload",
    "version": "1.0.0",
    "summary": "Stores files of logged-in users.",
    "provides": ["portico.routes/1"],
    "settings": {
        "largest": {"type": "size", "default": "32 MiB", "help": "Maximum size of a file; limits.upload bounds the whole form."}
    }
});
