// SPDX-License-Identifier: Apache-2.0
// A change is reported once it is complete, and only if it is a real one.
#include "host/reload/file_watch.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fstream>

using portico::host::FileWatch;
using namespace std::chrono_literals;

namespace {

class FileWatchTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FileWatchTest);
    CPPUNIT_TEST(testNothingIsDueWithoutAChange);
    CPPUNIT_TEST(testWrittenFileIsDueSoon);
    CPPUNIT_TEST(testFileThatIsBeingWrittenIsWaitedFor);
    CPPUNIT_TEST(testWriterThatPausesTooLongIsNot);
    CPPUNIT_TEST(testChangesThatComeTogetherAreOne);
    CPPUNIT_TEST(testDraftsDoNotCount);
    CPPUNIT_TEST(testOtherFilesBesideTheConfigurationDoNotCount);
    CPPUNIT_TEST(testChangeBeforeTheFoldersAreReplacedIsNotLost);
    CPPUNIT_TEST(testFolderThatIsNoLongerWatchedIsSilent);
    CPPUNIT_TEST(testChangeInANewSubfolderIsReportedOnceTheFolderWas);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;
    FileWatch watch_;
    const FileWatch::Clock::time_point now_ = FileWatch::Clock::now();

    void hear() { watch_.hear(now_); }
    bool isDueWithin(FileWatch::Clock::duration time) const { return watch_.due() <= now_ + time; }

public:
    void setUp() override { watch_.watch({{scratch_.path()}}); }

    void testNothingIsDueWithoutAChange() {
        hear();
        CPPUNIT_ASSERT(watch_.due() == FileWatch::Clock::time_point::max());
        CPPUNIT_ASSERT_EQUAL(std::string(), watch_.take(now_ + 1h));
    }
    void testWrittenFileIsDueSoon() {
        scratch_.write("a.html", "x");
        hear();
        CPPUNIT_ASSERT(isDueWithin(100ms));
        CPPUNIT_ASSERT_EQUAL(std::string(), watch_.take(now_));
        CPPUNIT_ASSERT_EQUAL(std::string("a.html"), watch_.take(now_ + 100ms));
        CPPUNIT_ASSERT_EQUAL(std::string(), watch_.take(now_ + 1h));
    }
    // A half-written plugin was read and therefore refused.
    void testFileThatIsBeingWrittenIsWaitedFor() {
        std::ofstream file(scratch_.path() / "a.so");
        file << "half" << std::flush;
        hear();
        CPPUNIT_ASSERT(!isDueWithin(5s));
        file << "whole" << std::flush;
        hear();
        CPPUNIT_ASSERT(!isDueWithin(5s));
        file.close();
        hear();
        CPPUNIT_ASSERT(isDueWithin(100ms));
    }
    void testWriterThatPausesTooLongIsNot() {
        std::ofstream file(scratch_.path() / "a.so");
        file << "half" << std::flush;
        hear();
        CPPUNIT_ASSERT(isDueWithin(1min));
    }
    void testChangesThatComeTogetherAreOne() {
        scratch_.write("a.html", "x");
        scratch_.write("b.html", "x");
        hear();
        CPPUNIT_ASSERT_EQUAL(std::string("b.html"), watch_.take(now_ + 1s));
        CPPUNIT_ASSERT(watch_.due() == FileWatch::Clock::time_point::max());
    }
    void testDraftsDoNotCount() {
        for (const char* name : {".a.html.swp", "a.html~", "4913", "a.tmp"}) scratch_.write(name, "x");
        hear();
        CPPUNIT_ASSERT(watch_.due() == FileWatch::Clock::time_point::max());
    }
    // A plugin that was added while a reload was ending was not loaded until something else changed.
    void testChangeBeforeTheFoldersAreReplacedIsNotLost() {
        scratch_.write("a.so", "x");
        watch_.watch({{scratch_.path() / "absent"}, {scratch_.path()}});
        hear();
        CPPUNIT_ASSERT_EQUAL(std::string("a.so"), watch_.take(now_ + 1s));
        std::ofstream file(scratch_.path() / "b.so");
        file << "half" << std::flush;
        hear();
        watch_.watch({{scratch_.path()}});
        CPPUNIT_ASSERT(!isDueWithin(5s)); // still being written
    }
    void testFolderThatIsNoLongerWatchedIsSilent() {
        scratch_.write("old/a.html", "x");
        watch_.watch({{scratch_.path() / "old"}});
        watch_.watch({{scratch_.path() / "new"}});
        scratch_.write("old/b.html", "x");
        hear();
        CPPUNIT_ASSERT(watch_.due() == FileWatch::Clock::time_point::max());
    }
    void testChangeInANewSubfolderIsReportedOnceTheFolderWas() {
        scratch_.write("news/a.html", "x");
        hear();
        CPPUNIT_ASSERT_EQUAL(std::string("news"), watch_.take(now_ + 1s));
        scratch_.write("news/b.html", "x");
        hear();
        CPPUNIT_ASSERT_EQUAL(std::string("b.html"), watch_.take(now_ + 1s));
    }
    // The server's own socket, created next to the configuration, was reported as a change at every start.
    void testOtherFilesBesideTheConfigurationDoNotCount() {
        FileWatch watch;
        watch.watch({{scratch_.path(), ".toml"}});
        scratch_.write("control.sock", "");
        watch.hear(now_);
        CPPUNIT_ASSERT(watch.due() == FileWatch::Clock::time_point::max());
        scratch_.write("portico.toml", "");
        watch.hear(now_);
        CPPUNIT_ASSERT_EQUAL(std::string("portico.toml"), watch.take(now_ + 1s));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FileWatchTest);

} // namespace
