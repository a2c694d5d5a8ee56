// SPDX-License-Identifier: Apache-2.0
// Tables in memory: a correct one, then the same with one thing wrong.
#include "loader/manifest/check.h"

#include <cppunit/extensions/HelperMacros.h>

#include <cstring>

using namespace portico::loader;

namespace {

portico_status create(const portico_host*, void**, portico_error*) { return PORTICO_OK; }
portico_status step(void*, portico_error*) { return PORTICO_OK; }
void destroy(void*) {}
const portico_route* route(void*, size_t) { return nullptr; }

const portico_routes routes{sizeof(portico_routes), 0, route};

const void* exact(void*, const char* id) { return std::strcmp(id, PORTICO_ROUTES) == 0 ? &routes : nullptr; }
const void* none(void*, const char*) { return nullptr; }
const void* always(void*, const char*) { return &routes; }
const void* throws(void*, const char*) { throw 42; }
const void* changing(void* self, const char* id) {
    auto& tables = *static_cast<std::pair<portico_routes, bool>*>(self);
    tables.second = !tables.second;
    if (std::strcmp(id, PORTICO_ROUTES) != 0) return nullptr;
    return tables.second ? &tables.first : &routes;
}

portico_plugin goodEntry() { return {sizeof(portico_plugin), PORTICO_MAGIC, 1, 0, create, step, step, destroy, exact}; }

Manifest manifest() { return {.id = "news", .abiMajor = 1, .abiMinor = 0, .provides = {PORTICO_ROUTES}}; }

std::string first(const std::vector<std::string>& problems) { return problems.empty() ? "" : problems.front(); }

std::string capabilityProblem(const void* (*answer)(void*, const char*), void* self = nullptr) {
    portico_plugin entry = goodEntry();
    entry.get_capability = answer;
    return first(capabilityProblems(entry, self, manifest()));
}

} // namespace

class CheckTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CheckTest);
    CPPUNIT_TEST(testGoodEntryIsAccepted);
    CPPUNIT_TEST(testWrongMagicIsRefused);
    CPPUNIT_TEST(testVersionMustBeThatOfTheNote);
    CPPUNIT_TEST(testShortEntryIsNotReadBeyondItsSize);
    CPPUNIT_TEST(testEveryFunctionOfTheEntryMustBeSet);
    CPPUNIT_TEST(testLongerEntryOfALaterMinorIsAccepted);
    CPPUNIT_TEST(testTablesAreCheckedByTheirCapability);
    CPPUNIT_TEST(testAFilterNeedsOneFunctionOnly);
    CPPUNIT_TEST(testForeignCapabilityHasNoShape);
    CPPUNIT_TEST(testGetCapabilityIsHeldToTheManifest);
    CPPUNIT_TEST(testTableThatTheManifestDoesNotListIsReportedWithTheRemedy);
    CPPUNIT_TEST_SUITE_END();

public:
    void testGoodEntryIsAccepted() {
        CPPUNIT_ASSERT(entryProblems(goodEntry(), manifest()).empty());
        CPPUNIT_ASSERT(capabilityProblems(goodEntry(), nullptr, manifest()).empty());
    }

    void testWrongMagicIsRefused() {
        portico_plugin entry = goodEntry();
        entry.magic = 0;
        CPPUNIT_ASSERT(first(entryProblems(entry, manifest())).find("the magic number is wrong") != std::string::npos);
    }

    void testVersionMustBeThatOfTheNote() {
        portico_plugin entry = goodEntry();
        entry.abi_minor = 3;
        CPPUNIT_ASSERT_EQUAL(
            std::string("its note says ABI 1.0 and its portico_entry 1.3; build all of it with the same "
                        "<portico/abi.h>"),
            first(entryProblems(entry, manifest())));
    }

    void testShortEntryIsNotReadBeyondItsSize() {
        // Only the head exists: reading further would leave the array, which the sanitizer detects.
        alignas(portico_plugin) std::uint32_t head[4] = {16, PORTICO_MAGIC, 1, 0};
        const auto problems = entryProblems(*reinterpret_cast<const portico_plugin*>(head), manifest());
        CPPUNIT_ASSERT_EQUAL(std::string("its portico_plugin has 16 bytes where 56 are needed; set size to "
                                         "sizeof(portico_plugin)"),
                             first(problems));
    }

    void testEveryFunctionOfTheEntryMustBeSet() {
        portico_plugin entry = goodEntry();
        entry.create = nullptr;
        entry.stop = nullptr;
        const auto problems = entryProblems(entry, manifest());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, problems.size());
        CPPUNIT_ASSERT(problems[0].starts_with("its portico_plugin has no function create;"));
        CPPUNIT_ASSERT(problems[1].starts_with("its portico_plugin has no function stop;"));
    }

    void testLongerEntryOfALaterMinorIsAccepted() {
        portico_plugin entry = goodEntry();
        entry.size += 8;
        CPPUNIT_ASSERT(entryProblems(entry, manifest()).empty());
    }

    void testTablesAreCheckedByTheirCapability() {
        const portico_users users{sizeof(portico_users), 0, {}, {}, {}, {}, {}, {}, {}, {}, {}};
        CPPUNIT_ASSERT_EQUAL(std::size_t{8}, tableProblems(PORTICO_USERS, &users).size());
        const portico_sessions sessions{sizeof(portico_sessions), 0, {}, {}, {}, {}, {}, {}};
        CPPUNIT_ASSERT_EQUAL(std::size_t{6}, tableProblems(PORTICO_SESSIONS, &sessions).size());
        const portico_auth auth{sizeof(portico_auth), 0, {}, {}, {}, {}};
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, tableProblems(PORTICO_AUTH, &auth).size());
        const portico_pages pages{8, 0, {}, {}};
        CPPUNIT_ASSERT_EQUAL(std::string("its portico_pages has 8 bytes where 24 are needed; set size to "
                                         "sizeof(portico_pages)"),
                             first(tableProblems(PORTICO_PAGES, &pages)));
        CPPUNIT_ASSERT(tableProblems(PORTICO_ROUTES, &routes).empty());
    }

    void testAFilterNeedsOneFunctionOnly() {
        portico_filter filter{sizeof(portico_filter), 0, nullptr, nullptr, nullptr, nullptr};
        CPPUNIT_ASSERT_EQUAL(std::string("its portico_filter has no function at all; set at least one"),
                             first(tableProblems(PORTICO_FILTER, &filter)));
        filter.end = [](void*, const portico_request_end*) {};
        CPPUNIT_ASSERT(tableProblems(PORTICO_FILTER, &filter).empty());
        filter.size = offsetof(portico_filter, end);
        CPPUNIT_ASSERT(first(tableProblems(PORTICO_FILTER, &filter)).find("has 32 bytes where 40") !=
                       std::string::npos);
    }

    void testForeignCapabilityHasNoShape() {
        const char anything = 0;
        CPPUNIT_ASSERT(tableProblems("org.example.mail/1", &anything).empty());
    }

    void testGetCapabilityIsHeldToTheManifest() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("says that it provides portico.routes/1 but has no table for it; add a route in its "
                        "constructor, or remove the capability from the manifest"),
            capabilityProblem(none));
        CPPUNIT_ASSERT_EQUAL(std::string("returns a table for portico.nobody/1, which its manifest does not list; "
                                         "compare complete ids"),
                             capabilityProblem(always));
        CPPUNIT_ASSERT_EQUAL(std::string("its get_capability threw an exception for portico.routes/1"),
                             capabilityProblem(throws));
        std::pair<portico_routes, bool> tables{routes, false};
        CPPUNIT_ASSERT_EQUAL(
            std::string("returns a different table on each call of get_capability for portico.routes/1"),
            capabilityProblem(changing, &tables));
    }
    // Routes in a constructor that the manifest did not list were never used, without a message.
    void testTableThatTheManifestDoesNotListIsReportedWithTheRemedy() {
        Manifest other = manifest();
        other.provides = {"org.example.news/1"};
        portico_plugin entry = goodEntry();
        entry.get_capability = [](void*, const char* id) -> const void* {
            return std::strcmp(id, PORTICO_ROUTES) == 0 || std::strcmp(id, "org.example.news/1") == 0 ? &routes
                                                                                                      : nullptr;
        };
        CPPUNIT_ASSERT_EQUAL(
            std::string("has a table for portico.routes/1, which its manifest does not list; add it to \"provides\""),
            first(capabilityProblems(entry, nullptr, other)));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CheckTest);
