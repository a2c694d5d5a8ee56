// SPDX-License-Identifier: Apache-2.0
// The mapped file is a private copy of the checked bytes: one for each content, unaffected by changes of the installed file,
// bounded in number.
#include "../../tests/guests.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <sys/file.h>

using namespace portico::loader;
using namespace portico::loader::test;

namespace fs = std::filesystem;

class LibrariesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LibrariesTest);
    CPPUNIT_TEST(testSameContentIsMappedOnce);
    CPPUNIT_TEST(testSameContentIsMappedAnewOnlyOnRequest);
    CPPUNIT_TEST(testCopyLiesInAFolderOfTheProcess);
    CPPUNIT_TEST(testOverwrittenFileHarmsNothing);
    CPPUNIT_TEST(testReplacedSinceItWasCheckedIsRefused);
    CPPUNIT_TEST(testUntouchedSinceItWasCheckedIsReadAgain);
    CPPUNIT_TEST(testReplacedAfterItWasReadRunsAsItWasRead);
    CPPUNIT_TEST(testNewContentIsMappedBesideTheOld);
    CPPUNIT_TEST(testCopyInMemoryRunsToo);
    CPPUNIT_TEST(testFailedLibraryLeavesNoCopy);
    CPPUNIT_TEST(testMoreThanTheLimitAreRefused);
    CPPUNIT_TEST(testLeftoversOfDeadProcessesGo);
    CPPUNIT_TEST(testFolderOfALivingProcessStays);
    CPPUNIT_TEST(testCacheThatOthersMayWriteIsDoneWithout);
    CPPUNIT_TEST(testUnusableCacheIsNamedAndDoneWithout);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir scratch;

    fs::path cache() const { return scratch.path() / "cache"; }
    static std::size_t files(const fs::path& folder) {
        return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(folder), {}));
    }
    // A plugin with this id whose bytes differ for every tail.
    PluginFile variant(const std::string& guest, const std::string& tail) const {
        const auto file = scratch.path() / (guest + ".so");
        fs::remove(file);
        fs::copy_file(fileOf(guest), file);
        std::ofstream(file, std::ios::app) << tail;
        return inspect(file, ::geteuid());
    }
    static std::string refusalOf(Libraries& libraries, const PluginFile& plugin) {
        try {
            libraries.library(plugin);
            return {};
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }

public:
    void testSameContentIsMappedOnce() {
        Libraries libraries(cache());
        const auto first = libraries.library(inspectGuest("greeter"));
        CPPUNIT_ASSERT_EQUAL(first.get(), libraries.library(inspectGuest("greeter")).get());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, libraries.mapped());
    }

    void testSameContentIsMappedAnewOnlyOnRequest() {
        Libraries libraries(cache());
        libraries.mapAnew(inspectGuest("greeter")); // nothing is mapped yet
        const auto first = libraries.library(inspectGuest("greeter"));
        libraries.mapAnew(inspectGuest("greeter"));
        const auto second = libraries.library(inspectGuest("greeter"));
        CPPUNIT_ASSERT(&first->entry() != &second->entry());
        CPPUNIT_ASSERT_EQUAL(second.get(), libraries.library(inspectGuest("greeter")).get());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, libraries.mapped());
        libraries.limit(2);
        libraries.mapAnew(inspectGuest("greeter"));
        CPPUNIT_ASSERT(refusalOf(libraries, inspectGuest("greeter")).starts_with("would exceed the limit of 2"));
    }

    void testCopyLiesInAFolderOfTheProcess() {
        const fs::path own = cache() / ("run-" + std::to_string(::getpid()));
        {
            Libraries libraries(cache());
            libraries.library(inspectGuest("greeter"));
            const fs::path copy = fs::directory_iterator(own)->path();
            CPPUNIT_ASSERT(
                copy.filename().string().starts_with("greeter-" + inspectGuest("greeter").hash.substr(0, 16)));
            CPPUNIT_ASSERT(copy.filename().string().ends_with("-g1.so"));
        }
        CPPUNIT_ASSERT(!fs::exists(own));
    }

    void testOverwrittenFileHarmsNothing() {
        Libraries libraries(cache());
        const PluginFile plugin = variant("greeter", "1");
        const auto library = libraries.library(plugin);
        std::ofstream(plugin.file, std::ios::trunc) << "cut off while it runs";
        CPPUNIT_ASSERT_EQUAL(PORTICO_MAGIC, library->entry().magic);
        CPPUNIT_ASSERT(library->entry().get_capability(nullptr, PORTICO_ROUTES) != nullptr);
    }

    // A plugin that was inspected at an earlier reload comes without its bytes.
    void testReplacedSinceItWasCheckedIsRefused() {
        Libraries libraries(cache());
        PluginFile judged = variant("greeter", "1");
        judged.bytes.reset();
        variant("greeter", "2");
        CPPUNIT_ASSERT_EQUAL(std::string("was replaced while it was being loaded; start or reload again"),
                             refusalOf(libraries, judged));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, files(cache())); // the folder of this process
    }

    void testUntouchedSinceItWasCheckedIsReadAgain() {
        Libraries libraries(cache());
        PluginFile judged = variant("greeter", "1");
        judged.bytes.reset();
        CPPUNIT_ASSERT_EQUAL(std::string(), refusalOf(libraries, judged));
    }

    void testReplacedAfterItWasReadRunsAsItWasRead() {
        Libraries libraries(cache());
        const PluginFile judged = variant("greeter", "1");
        variant("greeter", "2");
        libraries.library(judged);
        const fs::path copy = fs::directory_iterator(cache() / ("run-" + std::to_string(::getpid())))->path();
        CPPUNIT_ASSERT_EQUAL(judged.hash, inspect(copy, ::geteuid()).hash);
    }

    void testNewContentIsMappedBesideTheOld() {
        Libraries libraries(cache());
        const auto before = libraries.library(variant("greeter", "1"));
        const auto after = libraries.library(variant("greeter", "2"));
        CPPUNIT_ASSERT(&before->entry() != &after->entry());
        CPPUNIT_ASSERT_EQUAL(before.get(), libraries.library(variant("greeter", "1")).get());
    }

    void testCopyInMemoryRunsToo() {
        Libraries libraries;
        const auto one = libraries.library(variant("greeter", "1"));
        const auto other = libraries.library(variant("members", "2"));
        CPPUNIT_ASSERT(&one->entry() != &other->entry());
    }

    void testFailedLibraryLeavesNoCopy() {
        Libraries libraries(cache());
        CPPUNIT_ASSERT(contains(refusalOf(libraries, inspectGuest("missing_library")), "is not installed"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, files(cache())); // the folder of this process
    }

    void testMoreThanTheLimitAreRefused() {
        Libraries libraries;
        libraries.limit(1);
        CPPUNIT_ASSERT_EQUAL(std::string(), refusalOf(libraries, variant("greeter", "1")));
        CPPUNIT_ASSERT_EQUAL(std::string(), refusalOf(libraries, variant("greeter", "1")));
        CPPUNIT_ASSERT(contains(refusalOf(libraries, variant("greeter", "2")), "restart it, or raise plugins.kept"));
    }

    void testLeftoversOfDeadProcessesGo() {
        const fs::path left = scratch.write("cache/run-1/greeter-0-g1.so", "left behind");
        const fs::path foreign = scratch.write("cache/notes.txt", "not ours");
        const Libraries libraries(cache());
        CPPUNIT_ASSERT(!fs::exists(left.parent_path()));
        CPPUNIT_ASSERT(fs::exists(foreign));
    }

    void testFolderOfALivingProcessStays() {
        const fs::path folder = scratch.write("cache/run-1/x.so", "mapped over there").parent_path();
        const portico::base::Descriptor living(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        CPPUNIT_ASSERT_EQUAL(0, ::flock(living.get(), LOCK_EX | LOCK_NB));
        const Libraries libraries(cache());
        CPPUNIT_ASSERT(fs::exists(folder / "x.so"));
    }

    // A cache that another user had created with mode 777 was used: a user who can rename files in it decides what code runs.
    void testCacheThatOthersMayWriteIsDoneWithout() {
        fs::create_directory(cache());
        ::chmod(cache().c_str(), 0777);
        const Libraries libraries(cache());
        CPPUNIT_ASSERT(contains(libraries.whyInMemory(), "is writable by users other than its owner"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, files(cache()));
    }

    void testUnusableCacheIsNamedAndDoneWithout() {
        Libraries libraries(scratch.write("file", "in the way"));
        CPPUNIT_ASSERT(contains(libraries.whyInMemory(), "plugins.cache: "));
        libraries.library(variant("greeter", "1"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, libraries.mapped());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LibrariesTest);
