// SPDX-License-Identifier: Apache-2.0
// Addresses of pages, derived from their file names.
#include <portico/page_address.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class PageAddressHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAddressHppTest);
    CPPUNIT_TEST(testIndexIsItsFolder);
    CPPUNIT_TEST(testAnyNameThatPeopleGiveIsAnAddress);
    CPPUNIT_TEST(testWhatNoAddressCanContainIsRefused);
    CPPUNIT_TEST_SUITE_END();

    void testIndexIsItsFolder() {
        CPPUNIT_ASSERT(pageAddress("index") == "/" && pageAddress("news/index") == "/news");
        CPPUNIT_ASSERT(pageAddress("a/b/index") == "/a/b" && pageAddress("index/a") == "/index/a");
        CPPUNIT_ASSERT(pageAddress("anindex") == "/anindex" && pageAddress("index.old") == "/index.old");
    }
    void testAnyNameThatPeopleGiveIsAnAddress() {
        for (const std::string name :
             {"\xc3\xbc", "a+b", "has space", "it's (1), or 2; 3 = 4!", "\xe6\x97\xa5\xe6\x9c\xac/\xf0\x9f\x8f\xa1",
              "a&b", "a\"b", "<a>", "a@b:c", "~a", "$", "\xef\xbf\xbd"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, "/" + name, pageAddress(name).value_or("none"));
    }
    void testWhatNoAddressCanContainIsRefused() {
        for (const char* name :
             {"{id}", "a*", "a?b", "a#b", "100%", "a\\b", "a\nb", "a\x7f", "\xff", "\xc3", "\xc0\xaf", "\xc2\x85",
              "\xed\xa0\x80", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xe2\x82"})
            CPPUNIT_ASSERT_MESSAGE(name, !pageAddress(name));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PageAddressHppTest);

} // namespace portico
