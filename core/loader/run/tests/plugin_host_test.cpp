// SPDX-License-Identifier: Apache-2.0
// The host's table for one plugin: offers what the manifest declares and nothing else, and lets no exception escape.
#include "../../tests/guests.h"
#include "base/descriptor.h"
#include "loader/file/state_folder.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace portico::loader;
using namespace portico::loader::test;

namespace {

constexpr uid_t stranger = 12345;

// Everything in it fails.
class FailingHost final : public HostServices {
public:
    void log(std::string_view, std::int32_t, std::string_view) override { throw std::runtime_error("no log"); }
    std::optional<std::string> setting(std::string_view, std::string_view) override { return std::nullopt; }
    portico::Value settingValue(std::string_view, std::string_view) override { return {}; }
    const void* service(std::string_view, std::string_view) override { throw 42; }
    std::int64_t now() override { throw std::runtime_error("no time"); }
    std::filesystem::path stateRoot() override { return "/nowhere/at/all"; }
    std::vector<std::filesystem::path> pageDirectories() override { return {}; }
    std::string defaultAccess() override { return {}; }
    std::uint64_t purpose() override { return PORTICO_PURPOSE_SERVE; }
    std::string publicUrl() override { return {}; }
};

Manifest manifest() {
    return {.id = "news",
            .abiMajor = 1,
            .abiMinor = 0,
            .provides = {PORTICO_ROUTES},
            .needs = {PORTICO_USERS},
            .settings = {{.name = "source"}}};
}

} // namespace

class PluginHostTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginHostTest);
    CPPUNIT_TEST(testOnlyDeclaredSettingsAreGiven);
    CPPUNIT_TEST(testSettingsHaveTypes);
    CPPUNIT_TEST(testTablesHaveNoText);
    CPPUNIT_TEST(testOnlyNeededCapabilitiesAreGiven);
    CPPUNIT_TEST(testWantedCapabilityMayBeMissing);
    CPPUNIT_TEST(testServicesClockPagesPurposeAndLogAreTheHosts);
    CPPUNIT_TEST(testStateFolderIsMadeWhenAskedForAndPrivate);
    CPPUNIT_TEST(testStateFolderThatIsOpenIsClosed);
    CPPUNIT_TEST(testStateFolderThatIsALinkIsAFailure);
    CPPUNIT_TEST(testStateFolderGoesToTheOwnerOfTheFolderAbove);
    CPPUNIT_TEST(testNothingBehindASwappedStateFolderChanges);
    CPPUNIT_TEST(testExceptionsOfTheHostDoNotGetOut);
    CPPUNIT_TEST(testSettingWithoutValueIsAMistakeOfTheHost);
    CPPUNIT_TEST_SUITE_END();

    RecordingHost services;

public:
    void testOnlyDeclaredSettingsAreGiven() {
        const PluginHost host(manifest(), services);
        portico_str value{};
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, host.table()->setting(host.table(), PORTICO_STR("source"), &value));
        CPPUNIT_ASSERT_EQUAL(std::string("value of source"), std::string(portico::view(value)));
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, host.table()->setting(host.table(), PORTICO_STR("sauce"), &value));
    }

    void testSettingsHaveTypes() {
        using portico::Value;
        services.values["source"] = Value::List{Value::Map{{"url", "x"}, {"ratio", 0.5}}};
        const PluginHost host(manifest(), services);
        portico_value value{};
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND,
                             host.table()->setting_value(host.table(), PORTICO_STR("sauce"), &value));
        CPPUNIT_ASSERT_EQUAL(PORTICO_NONE, value.type);
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, host.table()->setting_value(host.table(), PORTICO_STR("source"), &value));
        CPPUNIT_ASSERT(value.type == PORTICO_LIST && value.as.list.count == 1);
        const portico_map& map = value.as.list.items->as.map;
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, map.count);
        CPPUNIT_ASSERT_EQUAL(std::string("x"), std::string(portico::view(map.members[0].value.as.text)));
        CPPUNIT_ASSERT_EQUAL(0.5, map.members[1].value.as.real);
    }

    void testTablesHaveNoText() {
        Manifest declared = manifest();
        declared.settings[0].type = portico::config::Type::rows;
        const PluginHost host(declared, services);
        portico_str text{};
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNSUPPORTED, host.table()->setting(host.table(), PORTICO_STR("source"), &text));
    }

    void testOnlyNeededCapabilitiesAreGiven() {
        PluginHost host(manifest(), services);
        portico_provider given{};
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, host.table()->capability(host.table(), PORTICO_USERS, &given));
        host.provide(PORTICO_USERS, {this, &host});
        host.provide(PORTICO_PAGES, {this, &host});
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, host.table()->capability(host.table(), PORTICO_USERS, &given));
        CPPUNIT_ASSERT(given.table == this && given.self == &host);
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, host.table()->capability(host.table(), PORTICO_PAGES, &given));
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, host.table()->capability(host.table(), nullptr, &given));
    }

    void testWantedCapabilityMayBeMissing() {
        Manifest wanting = manifest();
        wanting.wants = {"a.b/1", "a.b/1@blog"};
        PluginHost host(wanting, services);
        portico_provider given{};
        const auto ask = [&](const char* id) { return host.table()->capability(host.table(), id, &given); };
        host.provide("a.b/1@blog", {this, &host});
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, ask("a.b/1"));
        host.reach(CheckedHost::Stage::started);
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, ask("a.b/1"));
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, ask("a.b/1@blog"));
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, ask("a.b/1@other"));
    }

    void testServicesClockPagesPurposeAndLogAreTheHosts() {
        const PluginHost host(manifest(), services);
        const portico_host* table = host.table();
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1234567}, table->now(table));
        CPPUNIT_ASSERT_EQUAL(std::string("/first\n/second"),
                             std::string(portico::view(table->page_directories(table))));
        CPPUNIT_ASSERT_EQUAL(std::string("role:staff"), std::string(portico::view(table->default_access(table))));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{PORTICO_PURPOSE_COMMAND}, table->purpose);
        CPPUNIT_ASSERT(portico::view(table->public_url) == "https://example.org/app");
        CPPUNIT_ASSERT(table->service(table, "portico.host.test/1") == &services);
        CPPUNIT_ASSERT(table->service(table, "portico.host.other/1") == nullptr);
        table->log(table, 99, PORTICO_STR("hello"));
        CPPUNIT_ASSERT_EQUAL(std::string("news hello"), services.said.at(0));
    }

    void testStateFolderIsMadeWhenAskedForAndPrivate() {
        const PluginHost host(manifest(), services);
        const auto folder = services.state.path() / "news";
        CPPUNIT_ASSERT(!std::filesystem::exists(folder));
        CPPUNIT_ASSERT_EQUAL(folder.string(), std::string(portico::view(host.table()->state_directory(host.table()))));
        struct stat status {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(folder.c_str(), &status));
        CPPUNIT_ASSERT_EQUAL(mode_t{0700}, status.st_mode & 07777);
        CPPUNIT_ASSERT_EQUAL(std::string(), host.failure());
    }

    void testStateFolderThatIsOpenIsClosed() {
        const auto folder = services.state.path() / "news";
        std::filesystem::create_directory(folder);
        ::chmod(folder.c_str(), 0755);
        const PluginHost host(manifest(), services);
        host.table()->state_directory(host.table());
        struct stat status {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(folder.c_str(), &status));
        CPPUNIT_ASSERT_EQUAL(mode_t{0700}, status.st_mode & 07777);
    }

    void testStateFolderThatIsALinkIsAFailure() {
        const auto folder = services.state.path() / "news";
        std::filesystem::create_symlink("/tmp", folder);
        const PluginHost host(manifest(), services);
        host.table()->state_directory(host.table());
        CPPUNIT_ASSERT_EQUAL("the state folder " + folder.string() + " is not a folder; move it out of the way",
                             host.failure());
    }

    void testStateFolderGoesToTheOwnerOfTheFolderAbove() {
        if (::geteuid() != 0) return; // only root gives folders away
        CPPUNIT_ASSERT_EQUAL(0, ::chown(services.state.path().c_str(), stranger, stranger));
        CPPUNIT_ASSERT_EQUAL(std::string(), makeStateFolder(services.state.path() / "news"));
        struct stat status {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat((services.state.path() / "news").c_str(), &status));
        CPPUNIT_ASSERT_EQUAL(stranger, status.st_uid);
        CPPUNIT_ASSERT_EQUAL(mode_t{0700}, status.st_mode & 07777);
    }

    // The service's user, who may have been taken over, put a link in place of the folder between the check of root and its chmod.
    void testNothingBehindASwappedStateFolderChanges() {
        const auto folder = services.state.path() / "news", link = services.state.path() / "link";
        const auto victim = services.state.path() / "victim";
        for (const auto& made : {folder, victim}) std::filesystem::create_directory(made);
        std::filesystem::create_directory_symlink(victim, link);
        ::chmod(victim.c_str(), 0755);
        const portico::base::Descriptor own(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        std::atomic<bool> isOver = false;
        std::thread attacker([&] {
            while (!isOver) ::renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, link.c_str(), RENAME_EXCHANGE);
        });
        for (int i = 0; i < 5000; ++i) {
            ::fchmod(own.get(), 0755);
            makeStateFolder(folder);
        }
        isOver = true;
        attacker.join();
        struct stat status {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(victim.c_str(), &status));
        CPPUNIT_ASSERT_EQUAL(mode_t{0755}, status.st_mode & 07777);
    }

    void testExceptionsOfTheHostDoNotGetOut() {
        FailingHost failing;
        Manifest plain = manifest();
        plain.settings.clear();
        const PluginHost host(plain, failing);
        const portico_host* table = host.table();
        table->log(table, PORTICO_LOG_INFO, PORTICO_STR("hello"));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, table->now(table));
        CPPUNIT_ASSERT(table->service(table, "portico.host.test/1") == nullptr);
        CPPUNIT_ASSERT_EQUAL(std::string("/nowhere/at/all/news"),
                             std::string(portico::view(table->state_directory(table))));
        CPPUNIT_ASSERT_EQUAL(std::string("the state folder /nowhere/at/all/news cannot be created: No such file or "
                                         "directory"),
                             host.failure());
    }

    void testSettingWithoutValueIsAMistakeOfTheHost() {
        FailingHost failing;
        CPPUNIT_ASSERT_THROW(PluginHost(manifest(), failing), std::logic_error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginHostTest);
