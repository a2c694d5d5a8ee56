// SPDX-License-Identifier: Apache-2.0
// A capability of a plugin's own: from C++ through its C table to C++.
#include "open_plugin.h"
#include "support/test_host.h"

#include <portico/capability.hpp>

namespace portico {

namespace {

constexpr const char* searchId = "acme.search/1";

struct Search {
    std::uint32_t size, reserved;
    portico_status (*count)(void* self, portico_str word, std::uint64_t* found, portico_error* why);
    portico_status (*forget)(void* self, portico_error* why); // newer
};

class Index final : public Plugin {
public:
    explicit Index(Host) {}
    const void* ownCapability(std::string_view id) const noexcept override { return id == searchId ? &table : nullptr; }

private:
    static portico_status count(void* self, portico_str word, std::uint64_t* found, portico_error* why) noexcept {
        return provide<Index>(self, why, [&](Index& own) { *found = own.count(view(word)); });
    }
    std::uint64_t count(std::string_view word) const {
        if (word == "none") throw Error(PORTICO_NOT_FOUND, "no such word");
        if (word.empty()) throw Error(PORTICO_INVALID, "a word is not empty");
        if (word == "bug") throw std::logic_error("a bug");
        return word.size() + offset_;
    }
    static constexpr Search table{offsetof(Search, forget), 0, count, nullptr};
    std::uint64_t offset_ = 100;
};

class CapabilityHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CapabilityHppTest);
    CPPUNIT_TEST(testACallReachesTheProvider);
    CPPUNIT_TEST(testAnExceptionOfTheProviderIsAnErrorOfTheCaller);
    CPPUNIT_TEST(testAFunctionThatTheTableLacksIsUnsupported);
    CPPUNIT_TEST(testACapabilityThatIsNotNeededThrows);
    CPPUNIT_TEST(testAWantedCapabilityMayBeMissing);
    CPPUNIT_TEST(testOtherIdsHaveNoTable);
    CPPUNIT_TEST_SUITE_END();

    test::Open<Index> open_;
    test::TestHost host_;
    std::uint64_t found_ = 0;

    NeededCapability<Search> search() {
        host_.capabilities[searchId] = {open_.table<Search>(searchId), open_.self()};
        return {host_.host(), searchId};
    }
    void mustThrow(portico_status status, const std::string& message, portico_str word) {
        try {
            search().call(&Search::count, word, &found_);
            CPPUNIT_FAIL("no error");
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(status, error.status());
            CPPUNIT_ASSERT_EQUAL(message, std::string(error.what()));
        }
    }

    void testAWantedCapabilityMayBeMissing() {
        CPPUNIT_ASSERT(!NeededCapability<Search>::wanted(host_.host(), searchId));
        search();
        const auto wanted = NeededCapability<Search>::wanted(host_.host(), searchId);
        CPPUNIT_ASSERT(wanted.has_value());
        wanted->call(&Search::count, PORTICO_STR("book"), &found_);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{104}, found_);
    }

    void testACallReachesTheProvider() {
        search().call(&Search::count, PORTICO_STR("book"), &found_);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{104}, found_);
        CPPUNIT_ASSERT(search().ask(&Search::count, PORTICO_STR("a"), &found_));
        CPPUNIT_ASSERT(!search().ask(&Search::count, PORTICO_STR("none"), &found_));
    }
    void testAnExceptionOfTheProviderIsAnErrorOfTheCaller() {
        mustThrow(PORTICO_INVALID, "a word is not empty", portico_str{});
        mustThrow(PORTICO_FAILED, "a bug", PORTICO_STR("bug"));
    }
    void testAFunctionThatTheTableLacksIsUnsupported() {
        try {
            search().call(&Search::forget);
            CPPUNIT_FAIL("no error");
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, error.status());
        }
    }
    void testACapabilityThatIsNotNeededThrows() {
        CPPUNIT_ASSERT_THROW(NeededCapability<Search>(host_.host(), searchId), Error);
    }
    void testOtherIdsHaveNoTable() {
        CPPUNIT_ASSERT(open_.table<Search>("acme.search/2") == nullptr &&
                       open_.table<Search>(PORTICO_ROUTES) == nullptr);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CapabilityHppTest);

} // namespace

} // namespace portico
