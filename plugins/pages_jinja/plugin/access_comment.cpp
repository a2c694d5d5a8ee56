// SPDX-License-Identifier: Apache-2.0
// Reads the access comment of a template.
#include "plugin/access_comment.h"

#include "engine/value/template_error.h"

#include <portico/page_access.hpp>

namespace pages_jinja {

std::string accessOf(const Template& page) {
    portico::PageAccess access;
    try {
        for (const Passage& comment : page.comments) access.read(comment.text, static_cast<std::size_t>(comment.line));
        for (const Passage& text : page.texts) access.readText(text.text, static_cast<std::size_t>(text.line), "#}");
        for (const Passage& name : page.names) access.readName(name.text, static_cast<std::size_t>(name.line));
        return access.word();
    } catch (const portico::PageAccessError& error) {
        throw TemplateError(ErrorKind::Syntax, page.name, static_cast<int>(error.line()), error.what());
    }
}

} // namespace pages_jinja
