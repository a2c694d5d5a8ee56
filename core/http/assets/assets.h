// SPDX-License-Identifier: Apache-2.0
// Assets: style sheets, images and scripts under /assets/, or files of the site's root. The folders are searched in order; the
// first match wins. A file may have compressed siblings, "site.css.br" and "site.css.gz", created together with it. Only finds
// files; serve_asset determines the answer.
#pragma once

#include "http/assets/asset_folder.h"
#include "http/assets/asset_type.h"
#include "http/syntax/fields/content_coding.h"

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http {

// A file in one of its codings.
struct Asset {
    std::shared_ptr<const wire::OpenFile> file{}; // none: the file exists, but in no coding that the client accepts
    std::uint64_t size = 0;
    std::time_t modified = 0; // of the file itself, for every coding; 0: no date that distinguishes versions
    std::string etag{};       // strong: different for each version and coding; empty: none
    syntax::Coding coding = syntax::Coding::Identity;
    int error = 0; // an errno: without `file`, why it cannot be opened; with it, why a compressed sibling cannot
};

class Assets {
public:
    static constexpr std::string_view prefix = "/assets/";

    struct Place {
        std::string below;  // "" or "name/": /assets/name/...
        std::string folder; // absolute
    };

    // Which names that begin with a dot are served: none, or those below .well-known/.
    enum class Hidden { Never, WellKnown };

    explicit Assets(const std::vector<Place>& places, std::shared_ptr<const AssetTypes> types = {},
                    Hidden hidden = Hidden::Never);

    const AssetTypes& types() const noexcept { return *types_; }

    // The file of that name in the best coding for the client. Nothing if it does not exist, is not a regular file, or is hidden.
    // Folders are checked on every call, so that a new or replaced one is used at once. If a file exists but cannot be opened,
    // the next folder is not searched. A compressed sibling older than its file is ignored.
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
