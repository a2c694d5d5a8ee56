// SPDX-License-Identifier: Apache-2.0
// Only a regular file is opened and read; a pipe in its place does not block.
#include "base/regular_file.h"

#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>

using portico::base::openRegular;
using portico::base::readRegular;

namespace {

class RegularFileTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RegularFileTest);
    CPPUNIT_TEST(testFileIsReadUpToTheLimit);
    CPPUNIT_TEST(testPipeIsRefusedInBothDirectionsWithoutWaiting);
    CPPUNIT_TEST(testLinkFolderAndMissingFileAreRefused);
    CPPUNIT_TEST(testFileIsCreatedWithItsMode);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir dir_;

    std::filesystem::path at(const char* name) const { return dir_.path() / name; }
    int errorOf(const char* name, int flags) const {
        errno = 0;
        return openRegular(at(name), flags) ? 0 : errno;
    }

public:
    void testFileIsReadUpToTheLimit() {
        std::ofstream(at("file")) << std::string(40000, 'x');
        CPPUNIT_ASSERT(readRegular(at("file"), 50000) == std::string(40000, 'x'));
        CPPUNIT_ASSERT(readRegular(at("file"), 40000) == std::string(40000, 'x'));
        CPPUNIT_ASSERT(readRegular(at("file"), 39999) == std::string(39999, 'x'));
    }
    void testPipeIsRefusedInBothDirectionsWithoutWaiting() {
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(at("pipe").c_str(), 0600));
        CPPUNIT_ASSERT_EQUAL(EINVAL, errorOf("pipe", O_RDONLY));
        CPPUNIT_ASSERT_EQUAL(EINVAL, errorOf("pipe", O_RDWR));
        CPPUNIT_ASSERT_EQUAL(ENXIO, errorOf("pipe", O_WRONLY | O_APPEND)); // nobody reads
        CPPUNIT_ASSERT(!readRegular(at("pipe"), 100));
    }
    void testLinkFolderAndMissingFileAreRefused() {
        std::ofstream(at("file")) << "x";
        std::filesystem::create_symlink("file", at("link"));
        CPPUNIT_ASSERT_EQUAL(ELOOP, errorOf("link", O_RDONLY));
        CPPUNIT_ASSERT_EQUAL(EINVAL, errorOf(".", O_RDONLY));
        CPPUNIT_ASSERT_EQUAL(ENOENT, errorOf("missing", O_RDONLY));
    }
    void testFileIsCreatedWithItsMode() {
        CPPUNIT_ASSERT(openRegular(at("new"), O_WRONLY | O_CREAT, 0600));
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(at("new").c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(mode_t{0600}, about.st_mode & 07777);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RegularFileTest);

} // namespace
