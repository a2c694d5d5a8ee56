// SPDX-License-Identifier: Apache-2.0
// What the dynamic linker would not find, predicted without calling it: for good plugins, and for one plugin per missing thing.
#include "loader/elf/link_check.h"

#include "../../tests/guests.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstring>

using namespace portico::loader;
using namespace portico::loader::test;

namespace {

class LinkCheckTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LinkCheckTest);
    CPPUNIT_TEST(testGoodPluginsMissNothing);
    CPPUNIT_TEST(testMissingLibraryIsNamed);
    CPPUNIT_TEST(testLibraryIsFoundWhereTheLinkerLooks);
    CPPUNIT_TEST(testLibraryOfAnotherMachineIsPassedOver);
    CPPUNIT_TEST(testUndefinedSymbolIsNamed);
    CPPUNIT_TEST(testVersionOfANewerSystemIsNamed);
    CPPUNIT_TEST(testNoCodeRuns);
    CPPUNIT_TEST(testCacheOfTheSystemIsRead);
    CPPUNIT_TEST(testDamagedCacheIsReadAsFarAsItGoes);
    CPPUNIT_TEST_SUITE_END();

    static std::string bytesOf(const std::string& guest) { return *inspectGuest(guest).bytes; }
    static std::vector<std::string> problems(const std::string& guest) { return linkProblems(bytesOf(guest)); }

    void testGoodPluginsMissNothing() {
        for (const char* guest : {"greeter", "members", "directory_page", "bare", "bare_stripped", "old_hash"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(guest, std::string(), joined(problems(guest)));
    }
    void testMissingLibraryIsNamed() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("needs libportico_absent.so.1, which is not installed; install the package that "
                        "contains it (apt-file search libportico_absent.so.1 finds it)"),
            joined(problems("missing_library")));
    }
    void testLibraryIsFoundWhereTheLinkerLooks() {
        LinkPlaces places = LinkPlaces::ofThisSystem();
        places.libraryPath = "/nowhere:" + folderOf("absent").string();
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(linkProblems(bytesOf("missing_library"), places)));
        places = LinkPlaces::ofThisSystem();
        places.cache.emplace("libportico_absent.so.1", folderOf("absent") / "libportico_absent.so.1");
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(linkProblems(bytesOf("missing_library"), places)));
        places = LinkPlaces::ofThisSystem();
        places.folders.push_back(folderOf("absent"));
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(linkProblems(bytesOf("missing_library"), places)));
    }
    void testLibraryOfAnotherMachineIsPassedOver() {
        LinkPlaces places = LinkPlaces::ofThisSystem();
        places.cache.emplace("libportico_absent.so.1", fileOf("wrong_machine"));
        CPPUNIT_ASSERT(anyContains(linkProblems(bytesOf("missing_library"), places), "needs libportico_absent.so.1"));
    }
    void testUndefinedSymbolIsNamed() {
        CPPUNIT_ASSERT_EQUAL(std::string("uses nobody_has_this, which none of its libraries defines; link it with "
                                         "-Wl,--no-undefined to detect this at build time"),
                             joined(problems("undefined_symbol")));
    }
    // Simulates a plugin from a newer system: changes the name of one libc version.
    void testVersionOfANewerSystemIsNamed() {
        std::string bytes = bytesOf("directory_page");
        const std::size_t at = bytes.find("GLIBC_2.");
        CPPUNIT_ASSERT(at != std::string::npos);
        bytes[at + 6] = '9';
        const std::string version = bytes.c_str() + at;
        CPPUNIT_ASSERT_EQUAL("was built on a newer system: it needs " + version +
                                 " of libc.so.6; build it on this system",
                             joined(linkProblems(bytes)));
    }
    void testNoCodeRuns() {
        problems("crash_at_load");
        CPPUNIT_ASSERT(problems("exit_at_load").empty());
        CPPUNIT_ASSERT(!hasRun("exit_at_load"));
    }
    void testCacheOfTheSystemIsRead() {
        const LdCache cache = systemLdCache();
        CPPUNIT_ASSERT(cache.contains("libc.so.6"));
        CPPUNIT_ASSERT(std::filesystem::exists(cache.find("libc.so.6")->second));
    }
    void testDamagedCacheIsReadAsFarAsItGoes() {
        std::string bytes = "glibc-ld.so.cache1.1";
        const std::uint32_t numbers[7] = {1, 0, 0, 0, 0, 0, 0};
        const std::uint32_t entry[6] = {0, 72, 77, 0, 0, 0}; // its name and file follow
        bytes.append(reinterpret_cast<const char*>(numbers), sizeof numbers);
        bytes.append(reinterpret_cast<const char*>(entry), sizeof entry);
        bytes.append("a.so\0/a", 7);
        for (std::size_t end = 0; end <= bytes.size(); ++end) CPPUNIT_ASSERT(readLdCache(bytes.substr(0, end)).empty());
        bytes.append("\0", 1);
        CPPUNIT_ASSERT_EQUAL(std::string("/a"),
                             readLdCache("ld.so-1.7.0, older" + bytes).find("a.so")->second.string());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LinkCheckTest);

} // namespace
