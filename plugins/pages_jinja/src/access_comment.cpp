// SPDX-License-Identifier: Apache-2.0
// Reads the access comment of a template.
#include "access_comment.h"

#include "template_error.h"

#include <portico/page_access.hpp>

namespace pages_jinja {

std::string accessOf(const Template& page) {
    portico::PageAccess access;
    for (const Comment& comment : page.comments) {
        try {
            access.read(comment.text);
        } catch (const portico::Error& error) {
            throw TemplateError(ErrorKind::Syntax, page.name, comment.line, error.what());
        }
    }
    return access.word();
}

} // namespace pages_jinja
