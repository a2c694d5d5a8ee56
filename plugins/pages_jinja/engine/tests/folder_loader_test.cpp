// SPDX-License-Identifier: Apache-2.0
// Templates as files: which one wins, when it counts as changed, and that nothing outside the folders is read.
#include "engine/files/folder_loader.h"
#include "engine/value/template_error.h"
#include "support/scratch_dir.h"
#include "support/shortage.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

namespace {

using namespace pages_jinja;
namespace fs = std::filesystem;

class FolderLoaderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FolderLoaderTest);
    CPPUNIT_TEST(testFilesAreReadByTheirPath);
    CPPUNIT_TEST(testTheFirstFolderThatHasTheFileWins);
    CPPUNIT_TEST(testNamesThatLeaveTheFolderDoNotExist);
    CPPUNIT_TEST(testLinksThatLeadOutAreRefused);
    CPPUNIT_TEST(testLinksInsideTheFolderAreFollowed);
    CPPUNIT_TEST(testFoldersAndPipesAreNoTemplates);
    CPPUNIT_TEST(testWhatLeadsNowhereIsNotAnAbsence);
    CPPUNIT_TEST(testEveryWayOfChangingAFileChangesItsStamp);
    CPPUNIT_TEST(testTooLargeFilesAreRefused);
    CPPUNIT_TEST(testNamesThatAreTooLongDoNotExist);
    CPPUNIT_TEST(testShortageOfDescriptorsIsNotAnAbsence);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir scratch_;

    fs::path folder(const char* name) const {
        fs::create_directories(scratch_.path() / name);
        return scratch_.path() / name;
    }
    static std::string text(const FolderLoader& loader, std::string_view name) {
        const auto source = loader.load(name);
        return source ? source->text : "(none)";
    }

public:
    void testFilesAreReadByTheirPath() {
        scratch_.write("a/page.html", "page");
        scratch_.write("a/sub/deep/page.html", "deep");
        const FolderLoader loader({folder("a")});
        CPPUNIT_ASSERT_EQUAL(std::string("page"), text(loader, "page.html"));
        CPPUNIT_ASSERT_EQUAL(std::string("deep"), text(loader, "sub/deep/page.html"));
        CPPUNIT_ASSERT_EQUAL(std::string("(none)"), text(loader, "other.html"));
        CPPUNIT_ASSERT_EQUAL(std::string("(none)"), text(loader, "page.html/x"));
        CPPUNIT_ASSERT(loader.stamp("page.html").has_value());
        CPPUNIT_ASSERT(!loader.stamp("other.html").has_value());
    }
    void testTheFirstFolderThatHasTheFileWins() {
        scratch_.write("a/page.html", "mine");
        scratch_.write("b/page.html", "theirs");
        scratch_.write("b/other.html", "other");
        const FolderLoader loader({folder("a"), scratch_.path() / "missing", folder("b")});
        CPPUNIT_ASSERT_EQUAL(std::string("mine"), text(loader, "page.html"));
        CPPUNIT_ASSERT_EQUAL(std::string("other"), text(loader, "other.html"));
        const auto before = loader.stamp("other.html");
        scratch_.write("a/other.html", "other");
        CPPUNIT_ASSERT(before != loader.stamp("other.html"));
    }
    void testNamesThatLeaveTheFolderDoNotExist() {
        scratch_.write("secret", "secret");
        scratch_.write("a/page.html", "page");
        scratch_.write("a/.hidden", "hidden");
        const FolderLoader loader({folder("a")});
        for (const std::string& name :
             {std::string("../secret"), std::string("x/../../secret"), (scratch_.path() / "secret").string(),
              std::string("/page.html"), std::string("./page.html"), std::string("sub//page.html"), std::string(),
              std::string("."), std::string(".."), std::string("page.html/"), std::string("page.html\0x", 11),
              std::string(".hidden")}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("(none)"), text(loader, name));
            CPPUNIT_ASSERT_MESSAGE(name, !loader.stamp(name).has_value());
        }
    }
    void testLinksThatLeadOutAreRefused() {
        scratch_.write("outside/secret.html", "secret");
        const fs::path inside = folder("a");
        fs::create_symlink(scratch_.path() / "outside/secret.html", inside / "link.html");
        fs::create_directory_symlink(scratch_.path() / "outside", inside / "up");
        scratch_.write("a-neighbour/page.html", "neighbour");
        fs::create_symlink(scratch_.path() / "a-neighbour/page.html", inside / "near.html");
        const FolderLoader loader({inside});
        for (const char* name : {"link.html", "up/secret.html", "near.html"})
            CPPUNIT_ASSERT_THROW_MESSAGE(name, loader.load(name), TemplateError);
    }
    void testLinksInsideTheFolderAreFollowed() {
        scratch_.write("a/page.html", "page");
        const fs::path inside = folder("a");
        fs::create_symlink("page.html", inside / "link.html");
        fs::create_directory_symlink(inside, scratch_.path() / "b");
        CPPUNIT_ASSERT_EQUAL(std::string("page"), text(FolderLoader({inside}), "link.html"));
        CPPUNIT_ASSERT_EQUAL(std::string("page"), text(FolderLoader({scratch_.path() / "b"}), "page.html"));
    }
    void testFoldersAndPipesAreNoTemplates() {
        const fs::path inside = folder("a");
        fs::create_directories(inside / "dir.html");
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo((inside / "pipe.html").c_str(), 0600));
        const FolderLoader loader({inside});
        for (const char* name : {"dir.html", "pipe.html"}) {
            CPPUNIT_ASSERT_THROW_MESSAGE(name, loader.load(name), TemplateError);
            CPPUNIT_ASSERT_MESSAGE(name, !loader.stamp(name).has_value());
        }
    }
    // The file of that name in the next folder may be public.
    void testWhatLeadsNowhereIsNotAnAbsence() {
        scratch_.write("b/page.html", "theirs");
        fs::create_symlink("nowhere", folder("a") / "page.html");
        const FolderLoader loader({folder("a"), folder("b")});
        CPPUNIT_ASSERT_THROW(loader.load("page.html"), TemplateError);
        CPPUNIT_ASSERT(!loader.stamp("page.html").has_value());
    }
    void testEveryWayOfChangingAFileChangesItsStamp() {
        const fs::path file = scratch_.write("a/page.html", "one");
        const FolderLoader loader({folder("a")});
        const auto first = loader.load("page.html")->stamp;
        CPPUNIT_ASSERT(first == *loader.stamp("page.html"));
        scratch_.write("a/page.html", "longer");
        const auto second = *loader.stamp("page.html");
        CPPUNIT_ASSERT(first != second);
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::nanoseconds(1));
        CPPUNIT_ASSERT(second != *loader.stamp("page.html"));
        const auto third = *loader.stamp("page.html");
        const auto time = fs::last_write_time(file);
        scratch_.write("a/next.html", "longer");
        fs::rename(scratch_.path() / "a/next.html", file);
        fs::last_write_time(file, time);
        CPPUNIT_ASSERT(third != *loader.stamp("page.html")); // same size, same time, another file
    }
    void testTooLargeFilesAreRefused() {
        scratch_.write("a/page.html", std::string(100, 'x'));
        CPPUNIT_ASSERT_EQUAL(std::size_t{100}, text(FolderLoader({folder("a")}, 100), "page.html").size());
        CPPUNIT_ASSERT_THROW(FolderLoader({folder("a")}, 99).load("page.html"), TemplateError);
    }
    void testShortageOfDescriptorsIsNotAnAbsence() {
        scratch_.write("a/page.html", "mine");
        scratch_.write("b/page.html", "theirs");
        const FolderLoader loader({folder("a"), folder("b")});
        const portico::test::NoDescriptors none;
        try {
            loader.load("page.html");
            CPPUNIT_FAIL("it was read");
        } catch (const TemplateError& error) {
            CPPUNIT_ASSERT(error.kind() == ErrorKind::Shortage);
        }
    }
    void testNamesThatAreTooLongDoNotExist() {
        const FolderLoader loader({folder("a")});
        CPPUNIT_ASSERT_EQUAL(std::string("(none)"), text(loader, std::string(300, 'x')));
        CPPUNIT_ASSERT_EQUAL(std::string("(none)"), text(loader, std::string(100000, 'x')));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FolderLoaderTest);

} // namespace
