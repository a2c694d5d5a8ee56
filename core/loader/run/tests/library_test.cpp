// SPDX-License-Identifier: Apache-2.0
// Loading a library: the entry is its own, and it stays mapped.
#include "../../tests/guests.h"

#include <cppunit/extensions/HelperMacros.h>

#include <dlfcn.h>

using namespace portico::loader;
using namespace portico::loader::test;

class LibraryTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LibraryTest);
    CPPUNIT_TEST(testEntryLiesInTheLibraryItself);
    CPPUNIT_TEST(testLibraryStaysMappedAfterItsEnd);
    CPPUNIT_TEST(testSymbolsOfOnePluginAreHiddenFromOthers);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEntryLiesInTheLibraryItself() {
        const auto file = fileOf("greeter");
        const Library library(file);
        Dl_info info{};
        CPPUNIT_ASSERT(::dladdr(&library.entry(), &info) != 0);
        CPPUNIT_ASSERT_EQUAL(file.string(), std::string(info.dli_fname));
        CPPUNIT_ASSERT_EQUAL(PORTICO_MAGIC, library.entry().magic);
    }

    void testLibraryStaysMappedAfterItsEnd() {
        const auto file = fileOf("roster");
        const portico_plugin* entry = nullptr;
        {
            const Library library(file);
            entry = &library.entry();
        }
        CPPUNIT_ASSERT_EQUAL(PORTICO_MAGIC, entry->magic);
        void* still = ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD);
        CPPUNIT_ASSERT(still != nullptr);
        ::dlclose(still);
    }

    void testSymbolsOfOnePluginAreHiddenFromOthers() {
        const auto file = fileOf("greeter");
        const Library library(file);
        CPPUNIT_ASSERT(::dlsym(RTLD_DEFAULT, "portico_entry") == nullptr);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LibraryTest);
