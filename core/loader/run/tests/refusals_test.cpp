// SPDX-License-Identifier: Apache-2.0
// One broken plugin after the other: each gets its own message, and no code runs if the file already shows the fault.
#include "../../tests/guests.h"

#include "config/host_keys.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::loader;
using namespace portico::loader::test;

namespace {

struct Case {
    std::string guest;
    std::string sentence;
};

const std::vector<Case> byTheirFile{
    {"text_file", "is not an ELF file, so it is not a shared library; remove it"},
    {"stub", "is truncated: its tables describe a longer file; copy or build it again"},
    {"truncated", "is truncated: its tables describe a longer file; copy or build it again"},
    {"wrong_machine", "; build it for this machine"},
    {"no_note", "is not a Portico plugin: it has no note with a manifest; remove it, or put PORTICO_MANIFEST into its"},
    {"no_entry", "does not export portico_entry; end its source with PORTICO_ENTRY"},
    {"two_symbols", "exports helper besides portico_entry; link it with portico_add_plugin or with the"},
    {"major_2", "was built for plugin ABI 2.0, this server has 1.0; upgrade portico or take an older build of the"},
    {"minor_99", "was built for plugin ABI 1.99, this server has 1.0; upgrade portico or take an older build of the"},
    {"bad_json",
     "its manifest is not JSON (line 1, column 53, after ` \"bad_json\", \"version\": `: a value is missing); correct "
     "PORTICO_MANIFEST and build it again"},
    {"bad_manifest", "its manifest has \"id\" twice"},
    {"bad_manifest", "its manifest has a \"version\" that is not a string"},
    {"bad_manifest", "its manifest has an unknown member \"provide\"; did you mean \"provides\"?"},
    {"bad_manifest", "which this server does not know; did you mean \"portico.routes/1\"?"},
    {"bad_manifest", "its setting \"colour\" has the unknown type \"color\""},
    {"doubled_id", "says that its id is \"greeter\"; call the file greeter.so or correct the id"},
};

const std::vector<Case> byTheirCode{
    {"missing_library", ": needs libportico_absent.so.1, which is not installed; install the package that contains it"},
    {"undefined_symbol", ": uses nobody_has_this, which none of its libraries defines"},
    {"wrong_magic", ": its portico_entry is not a portico_plugin: the magic number is wrong; begin it with sizeof("},
    {"note_and_table_differ", ": its note says ABI 1.0 and its portico_entry 1.7; build all of it with the same"},
    {"short_table", ": its portico_plugin has 48 bytes where 56 are needed; set size to sizeof(portico_plugin)"},
    {"null_create", ": its portico_plugin has no function create; every function of the table is required"},
    {"error_in_create", ": create failed: colour must be blue or green"},
    {"throws_in_create", ": create failed: the sky falls"},
    {"no_capability_table",
     ": says that it provides portico.routes/1 but has no table for it; add a route in its constructor"},
    {"answers_any_id",
     ": returns a table for portico.routes/10, which its manifest does not list; compare complete ids"},
    {"throws_in_capability", ": its get_capability threw an exception for portico.routes/1"},
    {"missing_function", ": its portico_users has no function verify; every function of the table is required"},
    {"short_users", ": its portico_users has 24 bytes where 72 are needed; set size to sizeof(portico_users)"},
    {"silent_error", ": start failed: it returned -5 (PORTICO_UNAVAILABLE) and gave no reason"},
    {"throws_in_start", ": start failed: the sky falls"},
    {"throws_int_in_start", ": start failed: an exception that is not a std::exception"},
    {"broken_store", ": start failed: the disk is full"},
    {"integer_of_a_text",
     ": create failed: the setting \"text\" is not a number; its type in the manifest must be \"integer\", \"size\" or "
     "\"duration\""},
    {"boolean_of_a_text",
     ": create failed: the setting \"text\" is not a boolean; its type in the manifest must be \"boolean\""},
    {"setting_that_is_not_declared", ": create failed: the manifest declares no setting \"colour\""},
    {"no_route", ": says that it provides portico.routes/1 but has no table for it; add a route in its constructor"},
    {"routes_that_are_not_listed",
     ": has a table for portico.routes/1, which its manifest does not list; add it to \"provides\""},
};

} // namespace

class RefusalsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RefusalsTest);
    CPPUNIT_TEST(testEachBrokenFileGetsItsSentenceAndRunsNoCode);
    CPPUNIT_TEST(testEachBrokenCodeGetsItsSentence);
    CPPUNIT_TEST(testAskingForUsersTooEarlyOrWithoutANeedIsReported);
    CPPUNIT_TEST(testOneBrokenGuestLeavesTheRestServing);
    CPPUNIT_TEST(testAllFaultsOfAllGuestsComeAtOnce);
    CPPUNIT_TEST(testDoubledIdNamesTheOther);
    CPPUNIT_TEST(testCutPluginStillSaysWhatItWouldHaveProvided);
    CPPUNIT_TEST(testDefaultBeyondItsLimitIsRefusedWithTheSettings);
    CPPUNIT_TEST(testDisabledBrokenPluginIsNotMentioned);
    CPPUNIT_TEST(testFileWithoutAnIdForANameIsRefused);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEachBrokenFileGetsItsSentenceAndRunsNoCode() {
        for (const Case& one : byTheirFile) {
            const Loading loading({one.guest});
            const std::string all = joined(loading.refusals());
            CPPUNIT_ASSERT_MESSAGE(all, anyContains(loading.refusals(), fileOf(one.guest).string() + ": "));
            CPPUNIT_ASSERT_MESSAGE(one.guest + " -> " + all, anyContains(loading.refusals(), one.sentence));
            CPPUNIT_ASSERT_MESSAGE(one.guest, loading.set.ok() && loading.running().empty());
            CPPUNIT_ASSERT_MESSAGE(one.guest, !hasRun(one.guest));
        }
    }

    void testEachBrokenCodeGetsItsSentence() {
        for (const Case& one : byTheirCode) {
            const Loading loading({one.guest});
            CPPUNIT_ASSERT_MESSAGE(one.guest + " -> " + joined(loading.refusals()),
                                   anyContains(loading.refusals(), one.guest + one.sentence));
            CPPUNIT_ASSERT_MESSAGE(one.guest, loading.set.ok() && loading.running().empty());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(one.guest, std::size_t{1}, loading.refusals().size());
        }
    }

    void testAskingForUsersTooEarlyOrWithoutANeedIsReported() {
        const Loading loading({"members", "users_in_the_constructor", "users_without_a_need"});
        CPPUNIT_ASSERT(anyContains(loading.refusals(),
                                   "users_in_the_constructor: create failed: portico.users/1 is available "
                                   "from start() on; get it there, not in the constructor"));
        CPPUNIT_ASSERT(anyContains(loading.refusals(), "users_without_a_need: start failed: the manifest does not need "
                                                       "portico.sessions/1; add it to its \"needs\""));
    }

    void testOneBrokenGuestLeavesTheRestServing() {
        const Loading loading({"greeter", "throws_in_start", "unmet_need", "truncated", "circle"});
        CPPUNIT_ASSERT_EQUAL(std::string(), joined(loading.faults()));
        CPPUNIT_ASSERT_EQUAL(std::string("greeter"), joined(loading.running()));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(joined(loading.refusals()), std::size_t{5}, loading.refusals().size());
    }

    void testAllFaultsOfAllGuestsComeAtOnce() {
        std::vector<std::string> guests;
        for (const auto* cases : {&byTheirFile, &byTheirCode})
            for (const Case& one : *cases) guests.push_back(one.guest);
        const std::set<std::string> stores{"missing_function", "short_users",
                                           "broken_store"}; // they provide the same exclusive capability
        std::erase_if(guests, [&](const std::string& guest) { return stores.contains(guest); });
        const Loading loading(guests);
        for (const auto* cases : {&byTheirFile, &byTheirCode})
            for (const Case& one : *cases)
                if (!stores.contains(one.guest))
                    CPPUNIT_ASSERT_MESSAGE(one.guest, anyContains(loading.refusals(), one.sentence));
        CPPUNIT_ASSERT(loading.set.ok());
    }

    void testDoubledIdNamesTheOther() {
        const Loading loading({"greeter", "doubled_id"});
        CPPUNIT_ASSERT(anyContains(loading.refusals(), fileOf("doubled_id").string() +
                                                           ": has the same id \"greeter\" as " +
                                                           fileOf("greeter").string() + "; remove one of the two"));
        // Another file has the name that its id requires: the message must not suggest that name.
        CPPUNIT_ASSERT(!anyContains(loading.refusals(), "call the file"));
        CPPUNIT_ASSERT_EQUAL(std::string("greeter"), joined(loading.running()));
    }

    void testCutPluginStillSaysWhatItWouldHaveProvided() {
        const PluginFile file = inspectGuest("truncated");
        CPPUNIT_ASSERT(file.manifest && file.manifest->isProvider(PORTICO_USERS));
    }

    void testDefaultBeyondItsLimitIsRefusedWithTheSettings() {
        Inventory inventory = Loading::inventoryOf({"bad_default", "greeter"});
        portico::config::Keys keys = portico::config::hostKeys();
        declareSettings(inventory, keys);
        CPPUNIT_ASSERT(keys.find("plugins.greeter.times") != nullptr);
        CPPUNIT_ASSERT_EQUAL(std::string("bad_default"), inventory.plugins.at(0).id);
        CPPUNIT_ASSERT_MESSAGE(
            joined(inventory.plugins[0].problems),
            anyContains(inventory.plugins[0].problems, "its default must be an integer from 0 to 9"));
        CPPUNIT_ASSERT(inventory.plugins.at(1).isAcceptable());
        CPPUNIT_ASSERT(keys.isRefusedPlugin("bad_default") && !keys.isRefusedPlugin("greeter"));
        CPPUNIT_ASSERT(keys.find("plugins.bad_default.enabled") != nullptr);
    }

    void testDisabledBrokenPluginIsNotMentioned() {
        const Loading loading({"greeter", "no_note"}, {.disabled = {"no_note"}});
        CPPUNIT_ASSERT(loading.refusals().empty());
        CPPUNIT_ASSERT_EQUAL(std::string("no_note"), loading.set.report().idle.at(0).id);
    }

    void testFileWithoutAnIdForANameIsRefused() {
        const ScratchDir scratch;
        std::filesystem::copy(fileOf("greeter"), scratch.path() / "Greeter-1.so");
        const PluginFile file = inspect(scratch.path() / "Greeter-1.so", ::geteuid());
        CPPUNIT_ASSERT(anyContains(file.problems, "is not named after an id ([a-z][a-z0-9_]*, at most 64 characters)"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RefusalsTest);
