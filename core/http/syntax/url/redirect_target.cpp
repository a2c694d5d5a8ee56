// SPDX-License-Identifier: Apache-2.0
// Browsers drop tabs and line breaks from a Location, treat "\" as "/", and read "//host" as another site: such targets are
// refused before the path parser, which refuses the rest.
#include "http/syntax/url/redirect_target.h"

#include "base/byte_set.h"
#include "http/syntax/url/path.h"

namespace portico::http::syntax {

bool isLocalTarget(std::string_view target) {
    constexpr base::ByteSet allowed = base::visibleBytes.without("\\");
    if (!target.starts_with('/') || target.substr(1, 1) == "/" || !allowed.hasAll(target)) return false;
    return parseTarget(target.substr(0, target.find('#'))).ok();
}

} // namespace portico::http::syntax
