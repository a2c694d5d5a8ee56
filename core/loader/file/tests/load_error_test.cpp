// SPDX-License-Identifier: Apache-2.0
// Error messages of the dynamic linker, and libraries that must not be loaded twice.
#include "loader/elf/linkage.h"
#include "loader/file/load_error.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico::loader;

class LoadErrorTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LoadErrorTest);
    CPPUNIT_TEST(testMissingLibraryIsNamedWithTheWayToFindIt);
    CPPUNIT_TEST(testTheFileItselfIsNotAMissingLibrary);
    CPPUNIT_TEST(testUndefinedSymbolIsNamed);
    CPPUNIT_TEST(testNewerSystemIsNamed);
    CPPUNIT_TEST(testNoexecIsGuessed);
    CPPUNIT_TEST(testSecondPocoIsRefused);
    CPPUNIT_TEST(testSecondStandardLibraryIsRefused);
    CPPUNIT_TEST(testThisProcessNamesItsLibraries);
    CPPUNIT_TEST_SUITE_END();

    const std::vector<std::string> own{"libPocoFoundation.so.80", "libc.so.6"};

public:
    void testMissingLibraryIsNamedWithTheWayToFindIt() {
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                "needs libfoo.so.1, which is not installed; install the package that contains it (apt-file search "
                "libfoo.so.1 finds it)"),
            loadProblem("libfoo.so.1: cannot open shared object file: No such file or directory", "/p/x.so"));
    }
    void testTheFileItselfIsNotAMissingLibrary() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("cannot be loaded: /p/x.so: cannot open shared object file: Permission denied"),
            loadProblem("/p/x.so: cannot open shared object file: Permission denied", "/p/x.so"));
    }
    void testUndefinedSymbolIsNamed() {
        CPPUNIT_ASSERT(loadProblem("/p/x.so: undefined symbol: sqlite4_open", "/p/x.so")
                           .starts_with("uses sqlite4_open, which none of its libraries defines;"));
        CPPUNIT_ASSERT(loadProblem("/p/x.so: undefined symbol: f, version V_1", "/p/x.so").starts_with("uses f, "));
    }
    void testNewerSystemIsNamed() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("was built on a newer system: it needs GLIBC_2.38; build it on this system"),
            loadProblem("/lib/libc.so.6: version `GLIBC_2.38' not found (required by /p/x.so)", "/p/x.so"));
    }
    void testNoexecIsGuessed() {
        CPPUNIT_ASSERT(loadProblem("/p/x.so: failed to map segment from shared object", "/p/x.so").find("noexec") !=
                       std::string::npos);
    }
    void testSecondPocoIsRefused() {
        const std::vector<std::string> same{"libPocoNet.so.80"}, other{"libPocoNet.so.103", "libm.so.6"};
        CPPUNIT_ASSERT(linkageProblems(same, own).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("needs libPocoNet.so.103, but this server runs with libPocoFoundation.so.80; "
                                         "build it against this server's version, or link that library statically"),
                             linkageProblems(other, own).at(0));
    }
    void testSecondStandardLibraryIsRefused() {
        const std::vector<std::string> needed{"libc++.so.1"};
        CPPUNIT_ASSERT(linkageProblems(needed, own).at(0).starts_with("needs libc++.so.1, a second C++ standard"));
    }
    void testThisProcessNamesItsLibraries() {
        const auto names = loadedLibraries();
        CPPUNIT_ASSERT(std::find(names.begin(), names.end(), "libc.so.6") != names.end());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LoadErrorTest);
