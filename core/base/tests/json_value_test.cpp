// SPDX-License-Identifier: Apache-2.0
// Reading members of a tree.
#include "base/json_value.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

using namespace portico::base;
using namespace std::string_literals;

namespace {

const Json object{JsonMap{{"name", {"x"s}},
                          {"count", {std::int64_t{7}}},
                          {"done", {true}},
                          {"words", {JsonList{{"a"s}, {"b"s}}}},
                          {"mixed", {JsonList{{"a"s}, {true}}}},
                          {"none", {}}}};

class JsonValueTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(JsonValueTest);
    CPPUNIT_TEST(testMemberOfTheRightTypeIsReturned);
    CPPUNIT_TEST(testMissingMemberOrAnotherTypeThrows);
    CPPUNIT_TEST(testMissingTextsAreNone);
    CPPUNIT_TEST_SUITE_END();

    void testMemberOfTheRightTypeIsReturned() {
        CPPUNIT_ASSERT_EQUAL("x"s, object.text("name"));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, object.number("count"));
        CPPUNIT_ASSERT(object.truth("done"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, object.list("words").size());
        CPPUNIT_ASSERT(object.texts("words") == (std::vector<std::string>{"a", "b"}));
        CPPUNIT_ASSERT(object.find("none") != nullptr && object.find("other") == nullptr);
    }
    void testMissingMemberOrAnotherTypeThrows() {
        CPPUNIT_ASSERT_THROW(object.text("other"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(object.text("count"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(object.number("name"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(object.truth("none"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(object.texts("mixed"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(Json{}.list("words"), std::runtime_error);
    }
    void testMissingTextsAreNone() { CPPUNIT_ASSERT(object.texts("other").empty()); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(JsonValueTest);

} // namespace
