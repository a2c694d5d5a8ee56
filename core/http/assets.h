// SPDX-License-Identifier: Apache-2.0
// Static files under /assets/: style sheets, pictures, scripts. Looked for in the folders given, first one wins. A file may have
// packed siblings, "site.css.br" and "site.css.gz", made when it was made. Finds; what is answered is said by http/serve_asset.
#pragma once

#include "http/asset_folder.h"
#include "http/syntax/content_coding.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http {

// A file in one of its codings.
struct Asset {
    std::shared_ptr<const wire::OpenFile> file; // none: there it is, but in no coding that the client takes
    std::uint64_t size = 0;
    std::time_t modified = 0; // of the file itself, whatever the coding
    std::string etag;         // strong: changes with every change of the file, and is another one for each coding
    syntax::Coding coding = syntax::Coding::Identity;
};

class Assets {
public:
    static constexpr std::string_view prefix = "/assets/";

    struct Place {
        std::string below;  // "" or "name/": /assets/name/...
        std::string folder; // absolute
    };

    // One that is not there is left out.
    explicit Assets(const std::vector<Place>& places);

    // The file of that name below /assets/ in the best coding for the client. Nothing: not there, no plain file, or hidden.
    // A packed sibling that is older than its file is none.
    std::optional<Asset> find(std::string_view name, const syntax::CodingOrder& codings) const;

private:
    std::vector<AssetFolder> folders_;
};

} // namespace portico::http
