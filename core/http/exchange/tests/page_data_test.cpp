// SPDX-License-Identifier: Apache-2.0
// Page data: the copy is complete and independent, and faulty data of a plugin is limited.
#include "http/exchange/page_data.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico;
using namespace portico::http;

namespace {

class PageDataTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageDataTest);
    CPPUNIT_TEST(testCopySurvivesItsOriginal);
    CPPUNIT_TEST(testCycleIsRefused);
    CPPUNIT_TEST(testTooManyValuesAreRefused);
    CPPUNIT_TEST_SUITE_END();

    void testCopySurvivesItsOriginal() {
        portico_value copy;
        {
            std::string name = "Ada Lovelace, a name that is too long for a small string";
            const std::array items{text(name), integer(7), boolean(true), none()};
            const std::array members{member("people", list(items))};
            copy = copyInto(memory_, map(members));
            name.assign(name.size(), '!');
        }
        CPPUNIT_ASSERT_EQUAL(PORTICO_MAP, copy.type);
        const portico_member& people = copy.as.map.members[0];
        CPPUNIT_ASSERT_EQUAL(std::string_view("people"), view(people.key));
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, people.value.as.list.count);
        CPPUNIT_ASSERT_EQUAL(std::string_view("Ada Lovelace, a name that is too long for a small string"),
                             view(people.value.as.list.items[0].as.text));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, people.value.as.list.items[1].as.integer);
    }
    void testCycleIsRefused() {
        portico_value loop = none();
        loop.type = PORTICO_LIST;
        loop.as.list = {&loop, 1};
        CPPUNIT_ASSERT_THROW(copyInto(memory_, loop), Error);
    }
    void testTooManyValuesAreRefused() {
        const std::vector<portico_value> many(100001, none());
        CPPUNIT_ASSERT_THROW(copyInto(memory_, list(many)), Error);
        CPPUNIT_ASSERT_NO_THROW(copyInto(memory_, list(std::span(many).first(100000))));
    }

    std::pmr::monotonic_buffer_resource memory_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(PageDataTest);

} // namespace
