// SPDX-License-Identifier: Apache-2.0
// A key that survives restarts: created once, readable by its owner only, never incomplete.
#include "host/process/key_file.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <set>
#include <sys/stat.h>
#include <thread>
#include <vector>

using portico::host::Key;
using portico::host::keyFrom;
using portico::test::ScratchDir;

namespace {

class KeyFileTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(KeyFileTest);
    CPPUNIT_TEST(testKeyIsMadeOnceAndStays);
    CPPUNIT_TEST(testTwoKeysDiffer);
    CPPUNIT_TEST(testOnlyTheOwnerMayReadIt);
    CPPUNIT_TEST(testKeyThatOthersMayReadIsRefused);
    CPPUNIT_TEST(testShortAndLongFilesAreRefused);
    CPPUNIT_TEST(testSymbolicLinkIsRefused);
    CPPUNIT_TEST(testPipeIsRefusedWithoutWaiting);
    CPPUNIT_TEST(testMissingFolderIsNamed);
    CPPUNIT_TEST(testProcessesThatStartAtTheSameTimeGetTheSameKey);
    CPPUNIT_TEST_SUITE_END();

    std::filesystem::path file() const { return dir_.path() / "some.key"; }

    std::filesystem::path written(std::size_t bytes, mode_t mode) const {
        const auto path = dir_.write("some.key", std::string(bytes, 'k'));
        ::chmod(path.c_str(), mode);
        return path;
    }
    void testKeyIsMadeOnceAndStays() { CPPUNIT_ASSERT(keyFrom(file()) == keyFrom(file())); }
    void testTwoKeysDiffer() { CPPUNIT_ASSERT(keyFrom(file()) != keyFrom(dir_.path() / "other.key")); }
    void testOnlyTheOwnerMayReadIt() {
        keyFrom(file());
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(file().c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(mode_t{0600}, static_cast<mode_t>(about.st_mode & 0777));
    }
    void testKeyThatOthersMayReadIsRefused() {
        CPPUNIT_ASSERT_THROW(keyFrom(written(32, 0640)), std::runtime_error);
        CPPUNIT_ASSERT_NO_THROW(keyFrom(written(32, 0600)));
    }
    void testShortAndLongFilesAreRefused() {
        for (const std::size_t bytes : {0u, 31u, 33u})
            CPPUNIT_ASSERT_THROW(keyFrom(written(bytes, 0600)), std::runtime_error);
    }
    void testSymbolicLinkIsRefused() {
        std::filesystem::create_symlink(dir_.write("elsewhere", std::string(32, 'k')), file());
        CPPUNIT_ASSERT_THROW(keyFrom(file()), std::runtime_error);
    }
    // The state folder belongs to the server's user, and root reads it, too: `portico check` would never end.
    void testPipeIsRefusedWithoutWaiting() {
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(file().c_str(), 0600));
        CPPUNIT_ASSERT_THROW(keyFrom(file()), std::runtime_error);
    }
    void testMissingFolderIsNamed() {
        try {
            keyFrom(dir_.path() / "nowhere" / "some.key");
            CPPUNIT_FAIL("a key in a folder that does not exist");
        } catch (const std::system_error& error) { // not a fault of the key: the caller may continue without it
            CPPUNIT_ASSERT(std::string(error.what()).find("nowhere/some.key cannot be written: No such file") !=
                           std::string::npos);
        }
    }
    void testProcessesThatStartAtTheSameTimeGetTheSameKey() {
        std::vector<Key> keys(8);
        std::vector<std::thread> threads;
        for (Key& key : keys) threads.emplace_back([&] { key = keyFrom(file()); });
        for (std::thread& thread : threads) thread.join();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, std::set<Key>(keys.begin(), keys.end()).size());
    }

    ScratchDir dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(KeyFileTest);

} // namespace
