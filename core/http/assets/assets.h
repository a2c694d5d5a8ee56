// SPDX-License-Identifier: Apache-2.0
// Static files: style sheets, pictures, scripts under /assets/, or what belongs to the root of a site. Looked for in the folders given, first one wins. A file may have
// packed siblings, "site.css.br" and "site.css.gz", made when it was made. Finds; what is answered is said by http/serve_asset.
#pragma once

#include "http/assets/asset_folder.h"
#include "http/assets/asset_type.h"
#include "http/syntax/content_coding.h"

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http {

// A file in one of its codings.
struct Asset {
    std::shared_ptr<const wire::OpenFile> file{}; // none: there it is, but in no coding that the client takes
    std::uint64_t size = 0;
    std::time_t modified = 0; // of the file itself, whatever the coding; 0: no date that tells versions apart
    std::string etag{};       // strong: another one for each version and each coding; empty: none
    syntax::Coding coding = syntax::Coding::Identity;
    int error = 0; // an errno: without a file, why it cannot be had; with one, why a packed sibling cannot
};

class Assets {
public:
    static constexpr std::string_view prefix = "/assets/";

    struct Place {
        std::string below;  // "" or "name/": /assets/name/...
        std::string folder; // absolute
    };

    // Which names with a dot in front are served: none, or what is below .well-known/.
    enum class Hidden { Never, WellKnown };

    explicit Assets(const std::vector<Place>& places, std::shared_ptr<const AssetTypes> types = {},
                    Hidden hidden = Hidden::Never);

    const AssetTypes& types() const noexcept { return *types_; }

    // The file of that name in the best coding for the client. Nothing: not there, no plain file, or hidden.
    // Places are looked at anew each time: one that was replaced, or comes later, counts at once. A file that is there and cannot be had is not looked for in the next folder. A packed sibling that is older than its file is
    // none.
    std::optional<Asset> find(std::string_view name, const syntax::CodingOrder& codings) const;

private:
    struct Folder {
        std::string below;
        std::unique_ptr<const AssetFolder> at;
    };
    std::vector<Folder> folders_;
    std::shared_ptr<const AssetTypes> types_;
    Hidden hidden_;
};

} // namespace portico::http
