// SPDX-License-Identifier: Apache-2.0
// What is remembered about a file is valid until anything about the file changes.
#include "../../tests/guests.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico::loader;
using namespace portico::loader::test;

namespace fs = std::filesystem;

namespace {

// By this clock, a file that was just written has not been changed for a while.
std::time_t later(std::time_t*) { return std::time(nullptr) + 10; }

class InspectionCacheTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(InspectionCacheTest);
    CPPUNIT_TEST(testUntouchedFileIsReadOnce);
    CPPUNIT_TEST(testFileThatWasJustWrittenIsReadEachTime);
    CPPUNIT_TEST(testOverwrittenFileIsReadAgain);
    CPPUNIT_TEST(testForgedTimeHidesNothing);
    CPPUNIT_TEST(testReplacedFileIsReadAgain);
    CPPUNIT_TEST(testFileThatOthersMayWriteByNowIsCheckedAgain);
    CPPUNIT_TEST(testFileThatIsGoneIsNotKnownAnyMore);
    CPPUNIT_TEST(testRefusedFileIsRememberedWithItsReasons);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir scratch_;
    InspectionCache known_{later};

    fs::path write(const std::string& tail, const std::string& name = "greeter.so") const {
        std::ifstream whole(fileOf("greeter"), std::ios::binary);
        return scratch_.write(name, std::string(std::istreambuf_iterator<char>(whole), {}) + tail);
    }
    PluginFile inspect(const fs::path& file) { return known_.inspect(file, ::geteuid()); }

    void testUntouchedFileIsReadOnce() {
        const fs::path file = write("1");
        PluginFile first = inspect(file);
        CPPUNIT_ASSERT(first.bytes && first.bytes == inspect(file).bytes);
        first.bytes.reset();
        const PluginFile second = inspect(file);
        CPPUNIT_ASSERT(!second.bytes);
        CPPUNIT_ASSERT_EQUAL(first.hash, second.hash);
        CPPUNIT_ASSERT_EQUAL(std::string("greeter"), second.manifest->id);
    }
    void testFileThatWasJustWrittenIsReadEachTime() {
        InspectionCache now;
        const fs::path file = write("1");
        now.inspect(file, ::geteuid());
        CPPUNIT_ASSERT(now.inspect(file, ::geteuid()).bytes);
    }
    void testOverwrittenFileIsReadAgain() {
        const std::string before = inspect(write("1")).hash;
        CPPUNIT_ASSERT(before != inspect(write("2")).hash);
    }
    void testForgedTimeHidesNothing() {
        const fs::path file = write("1");
        const auto time = fs::last_write_time(file);
        const std::string before = inspect(file).hash;
        write("2");
        fs::last_write_time(file, time);
        CPPUNIT_ASSERT(before != inspect(file).hash);
    }
    void testReplacedFileIsReadAgain() {
        const fs::path file = write("1");
        const std::string before = inspect(file).hash;
        fs::rename(write("2", "draft"), file);
        CPPUNIT_ASSERT(before != inspect(file).hash);
    }
    void testFileThatOthersMayWriteByNowIsCheckedAgain() {
        const fs::path file = write("1");
        CPPUNIT_ASSERT(inspect(file).isAcceptable());
        CPPUNIT_ASSERT_EQUAL(0, ::chmod(file.c_str(), 0666));
        CPPUNIT_ASSERT(!inspect(file).isAcceptable());
    }
    void testFileThatIsGoneIsNotKnownAnyMore() {
        const fs::path file = write("1");
        inspect(file);
        fs::remove(file);
        CPPUNIT_ASSERT(anyContains(inspect(file).problems, "cannot be opened: No such file or directory"));
    }
    void testRefusedFileIsRememberedWithItsReasons() {
        const fs::path file = scratch_.write("text.so", "no library at all");
        const PluginFile first = inspect(file);
        CPPUNIT_ASSERT(!first.isAcceptable());
        CPPUNIT_ASSERT_EQUAL(joined(first.problems), joined(inspect(file).problems));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(InspectionCacheTest);

} // namespace
