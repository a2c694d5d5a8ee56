// SPDX-License-Identifier: Apache-2.0
// Plugins stay disabled between processes, and an unreadable folder enables none.
#include "host/process/switched_off.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

using portico::host::SwitchedOff;

namespace {

class SwitchedOffTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SwitchedOffTest);
    CPPUNIT_TEST(testNothingIsDisabledAtFirst);
    CPPUNIT_TEST(testDisabledPluginsAreRemembered);
    CPPUNIT_TEST(testFolderThatCannotBeReadIsAnError);
    CPPUNIT_TEST_SUITE_END();

    using Names = std::set<std::string, std::less<>>;
    portico::test::ScratchDir scratch_;

    SwitchedOff switchedOff() const { return SwitchedOff(scratch_.path()); }

    void testNothingIsDisabledAtFirst() {
        CPPUNIT_ASSERT(switchedOff().ids().empty());
        switchedOff().remove("news");
    }

    void testDisabledPluginsAreRemembered() {
        switchedOff().add("news");
        switchedOff().add("blog");
        switchedOff().add("news");
        CPPUNIT_ASSERT(switchedOff().ids() == (Names{"blog", "news"}));
        switchedOff().remove("news");
        CPPUNIT_ASSERT(switchedOff().ids() == Names{"blog"});
    }

    void testFolderThatCannotBeReadIsAnError() {
        scratch_.write("disabled", "a file");
        CPPUNIT_ASSERT_THROW(switchedOff().ids(), std::runtime_error);
        CPPUNIT_ASSERT_THROW(switchedOff().add("news"), std::runtime_error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SwitchedOffTest);

} // namespace
