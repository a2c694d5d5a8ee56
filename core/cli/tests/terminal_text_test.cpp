// SPDX-License-Identifier: Apache-2.0
// What a terminal may show, and what becomes \xHH.
#include "cli/terminal_text.h"

#include "base/descriptor.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <fcntl.h>
#include <sstream>

using portico::base::Descriptor;
using portico::cli::TerminalGuard;

namespace {

class TerminalTextTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TerminalTextTest);
    CPPUNIT_TEST(testControlCharactersBecomeVisible);
    CPPUNIT_TEST(testTextOfEveryLanguageLinesAndTabsStay);
    CPPUNIT_TEST(testControlCharactersOfUnicodeBecomeVisibleAlsoInPieces);
    CPPUNIT_TEST(testFileGetsTheBytesUnchanged);
    CPPUNIT_TEST_SUITE_END();

    std::ostringstream out_;
    const Descriptor terminal_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};

    std::string shown(std::initializer_list<std::string_view> pieces) {
        {
            const TerminalGuard guard(out_, terminal_.get());
            for (const std::string_view piece : pieces) out_ << piece;
        }
        return out_.str();
    }

public:
    void testControlCharactersBecomeVisible() {
        CPPUNIT_ASSERT_EQUAL(std::string("\\x1b]0;title\\x07 \\x1b[2J\\x0d\\x7f\\x00"),
                             shown({"\x1b]0;title\a \x1b[2J\r\x7f", std::string_view("\0", 1)}));
    }
    void testTextOfEveryLanguageLinesAndTabsStay() {
        const std::string text = "Zo\xc3\xab \xc2\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\n\tend\n";
        CPPUNIT_ASSERT_EQUAL(text, shown({text}));
    }
    void testControlCharactersOfUnicodeBecomeVisibleAlsoInPieces() {
        CPPUNIT_ASSERT_EQUAL(std::string("a\\xc2\\x9b2Jb"), shown({"a\xc2", "\x9b", "2Jb"}));
    }
    void testFileGetsTheBytesUnchanged() {
        {
            const Descriptor file(::open("/dev/null", O_WRONLY | O_CLOEXEC));
            const TerminalGuard guard(out_, file.get());
            out_ << "\x1b[1m";
        }
        CPPUNIT_ASSERT_EQUAL(std::string("\x1b[1m"), out_.str());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TerminalTextTest);

} // namespace
