// SPDX-License-Identifier: Apache-2.0
// Which files are accepted as plugins, and which are refused.
#include "../../tests/guests.h"
#include "base/descriptor.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <thread>

using namespace portico::loader;
using namespace portico::loader::test;

namespace {

std::string first(const std::vector<std::string>& problems) { return problems.empty() ? "" : problems.front(); }

} // namespace

class OpenPluginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OpenPluginTest);
    CPPUNIT_TEST(testOwnFileIsRead);
    CPPUNIT_TEST(testFileThatIsOverwrittenMeanwhileIsNeverAMixture);
    CPPUNIT_TEST(testFileThatIsReplacedMeanwhileIsReadWhole);
    CPPUNIT_TEST(testSymbolicLinkIsRefused);
    CPPUNIT_TEST(testFileThatOthersMayWriteIsRefused);
    CPPUNIT_TEST(testForeignOwnerIsRefused);
    CPPUNIT_TEST(testPipeIsRefusedWithoutWaiting);
    CPPUNIT_TEST(testOnlyLibrariesAreCandidates);
    CPPUNIT_TEST(testFirstFolderWins);
    CPPUNIT_TEST(testMissingFolderIsAFault);
    CPPUNIT_TEST(testOpenFolderRunsNoCode);
    CPPUNIT_TEST_SUITE_END();

    static constexpr std::int64_t size = 1 << 20;
    const std::array<std::string, 2> contents{std::string(size, '1'), std::string(size, '2')};

    ScratchDir scratch;
    const uid_t self = ::geteuid();

public:
    void testOwnFileIsRead() {
        const auto opened = openPlugin(scratch.write("a.so", "bytes"), self);
        CPPUNIT_ASSERT_EQUAL(std::string("bytes"), opened.bytes);
        CPPUNIT_ASSERT(opened.problems.empty());
    }

    // Two writes within one tick of the file system's clock leave the same timestamp: a mixture of both was accepted.
    void testFileThatIsOverwrittenMeanwhileIsNeverAMixture() {
        const auto file = scratch.write("a.so", contents[0]);
        const portico::base::Descriptor into(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
        const std::jthread writer([&](const std::stop_token& stop) {
            for (std::size_t turn = 1; !stop.stop_requested(); ++turn)
                if (::pwrite(into.get(), contents[turn % 2].data(), size, 0) != size) return;
        });
        for (int i = 0; i < 200; ++i) {
            const auto opened = openPlugin(file, self);
            if (!opened.problems.empty())
                CPPUNIT_ASSERT_EQUAL(
                    std::string("was written while it was being read; start or reload again when it is complete"),
                    first(opened.problems));
            else
                CPPUNIT_ASSERT(opened.bytes == contents[0] || opened.bytes == contents[1]);
        }
    }

    void testFileThatIsReplacedMeanwhileIsReadWhole() {
        const auto file = scratch.write("a.so", contents[0]);
        const std::jthread writer([&](const std::stop_token& stop) {
            for (std::size_t turn = 1; !stop.stop_requested(); ++turn)
                std::filesystem::rename(scratch.write("draft", contents[turn % 2]), file);
        });
        for (int i = 0; i < 200; ++i) {
            const auto opened = openPlugin(file, self);
            CPPUNIT_ASSERT(!opened.problems.empty() || opened.bytes == contents[0] || opened.bytes == contents[1]);
        }
    }

    void testSymbolicLinkIsRefused() {
        std::filesystem::create_symlink(scratch.write("a.so", "bytes"), scratch.path() / "b.so");
        CPPUNIT_ASSERT_EQUAL(std::string("is a symbolic link; put the file itself here"),
                             first(openPlugin(scratch.path() / "b.so", self).problems));
    }

    void testFileThatOthersMayWriteIsRefused() {
        const auto file = scratch.write("a.so", "bytes");
        for (const mode_t mode : {0664, 0646}) {
            ::chmod(file.c_str(), mode);
            CPPUNIT_ASSERT_EQUAL(std::string("is writable by users other than its owner; chmod go-w it"),
                                 first(openPlugin(file, self).problems));
        }
    }

    void testForeignOwnerIsRefused() {
        const auto file = scratch.write("a.so", "bytes");
        if (self != 0) { // root's own file belongs to root, which is always trusted
            CPPUNIT_ASSERT(first(openPlugin(file, self + 1).problems).starts_with("belongs to user "));
            return;
        }
        CPPUNIT_ASSERT_EQUAL(0, ::chown(file.c_str(), 12345, 12345));
        CPPUNIT_ASSERT_EQUAL(
            std::string("belongs to user 12345, who is neither root nor this server's user 0; chown it to root"),
            first(openPlugin(file, self).problems));
        CPPUNIT_ASSERT(openPlugin(file, 12345).problems.empty());
    }

    void testPipeIsRefusedWithoutWaiting() {
        const auto pipe = scratch.path() / "a.so";
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(pipe.c_str(), 0600));
        CPPUNIT_ASSERT_EQUAL(std::string("is not a regular file; remove it"), first(openPlugin(pipe, self).problems));
    }

    void testOnlyLibrariesAreCandidates() {
        for (const char* name : {"b.so", "a.so", ".hidden.so", "c.so.dpkg-new", "d.dpkg-new.so", "readme.txt", "e.so~"})
            scratch.write(name, "");
        const Discovery found = discover({scratch.path()});
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, found.files.size());
        CPPUNIT_ASSERT_EQUAL(std::string("a.so"), found.files[0].filename().string());
    }

    void testFirstFolderWins() {
        scratch.write("own/a.so", "");
        scratch.write("packaged/a.so", "");
        const Discovery found = discover({scratch.path() / "own", scratch.path() / "packaged", scratch.path() / "own"});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found.files.size());
        CPPUNIT_ASSERT_EQUAL((scratch.path() / "own/a.so").string(), found.files[0].string());
        CPPUNIT_ASSERT_EQUAL((scratch.path() / "packaged/a.so").string(), found.shadowed.at(0).file.string());
    }

    void testMissingFolderIsAFault() {
        const Discovery found = discover({scratch.path() / "gone"});
        CPPUNIT_ASSERT_EQUAL((scratch.path() / "gone").string() +
                                 ": cannot be read (No such file or directory); create " +
                                 "this folder or remove it from plugins.directories",
                             found.faults.at(0));
    }

    void testOpenFolderRunsNoCode() {
        std::filesystem::copy(fileOf("bare"), scratch.path() / "bare.so");
        ::chmod(scratch.path().c_str(), 0777);
        ::unsetenv("PORTICO_GUEST_bare");
        Libraries libraries;
        const PluginSet set =
            load(takeInventory({scratch.path()}, self), {}, libraries, std::make_shared<RecordingHost>());
        CPPUNIT_ASSERT(!set.ok() && set.plugins().empty() && !hasRun("bare"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OpenPluginTest);
