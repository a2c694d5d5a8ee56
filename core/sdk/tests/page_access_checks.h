// SPDX-License-Identifier: Apache-2.0
// What the tests of <portico/page_access.hpp> share: pages of one comment or one text, and what must be refused in them.
#pragma once

#include <portico/page_access.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <initializer_list>

namespace portico::test {

inline std::string wordOf(std::initializer_list<std::string_view> comments) {
    PageAccess access;
    std::size_t line = 0;
    for (const std::string_view comment : comments) access.read(comment, ++line);
    return access.word();
}
inline std::string wordOfText(std::string_view text, std::string_view comment = "a note") {
    PageAccess access;
    access.readText(text, 1);
    access.read(comment, 1);
    return access.word();
}
template <class Read>
std::string refusal(const Read& read) {
    try {
        return "taken as " + read();
    } catch (const PageAccessError& error) {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
        return std::to_string(error.line()) + ": " + error.what();
    }
}
inline void mustBeRefused(std::initializer_list<const char*> comments) {
    for (const char* comment : comments)
        CPPUNIT_ASSERT_THROW_MESSAGE(comment, wordOf({"a note", comment}), PageAccessError);
}
inline void mayBeWritten(std::initializer_list<const char*> comments) {
    for (const char* comment : comments) CPPUNIT_ASSERT_EQUAL_MESSAGE(comment, std::string(), wordOf({comment}));
}
inline void mustBeRefusedInText(std::initializer_list<const char*> texts) {
    for (const char* text : texts) CPPUNIT_ASSERT_THROW_MESSAGE(text, wordOfText(text), PageAccessError);
}
inline void mayBeText(std::initializer_list<const char*> texts) {
    for (const char* text : texts) CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(), wordOfText(text));
}

} // namespace portico::test
