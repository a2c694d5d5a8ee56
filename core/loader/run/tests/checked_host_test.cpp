// SPDX-License-Identifier: Apache-2.0
// The host's table under serve --dev: within a plugin's life all calls reach the real table, outside of it they end the process
// with a sentence.
#include "../../tests/guests.h"
#include "support/last_words.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::loader;
using namespace portico::loader::test;
using portico::test::lastWordsOf;
using Stage = CheckedHost::Stage;

namespace {

portico_status denied(void*, portico_str, portico_str, portico_str, std::uint32_t*, portico_error*) {
    return PORTICO_DENIED;
}
portico_status stored(void* ctx, portico_str, portico_str, std::int64_t) { return *static_cast<portico_status*>(ctx); }

class CheckingHost final : public HostServices {
public:
    CheckingHost() {
        passwords_.size = sizeof passwords_;
        passwords_.verify = denied;
        state_.size = sizeof state_;
        state_.put = stored;
        state_.ctx = &answer_;
    }
    void log(std::string_view, std::int32_t, std::string_view line) override { said = line; }
    std::optional<std::string> setting(std::string_view, std::string_view) override { return std::nullopt; }
    portico::Value settingValue(std::string_view, std::string_view) override { return {}; }
    const void* service(std::string_view, std::string_view id) override {
        if (id == PORTICO_PASSWORDS) return &passwords_;
        return id == PORTICO_STATE ? &state_ : nullptr;
    }
    std::int64_t now() override { return 1234567; }
    std::filesystem::path stateRoot() override { return state.path(); }
    std::vector<std::filesystem::path> pageDirectories() override { return {}; }
    std::string defaultAccess() override { return "user"; }
    std::uint64_t purpose() override { return PORTICO_PURPOSE_SERVE; }
    std::string publicUrl() override { return {}; }
    portico::capabilities::KeptTables* checks() override { return &kept_; }

    std::string said;
    ScratchDir state;

private:
    portico_status answer_ = PORTICO_EXISTS;
    portico_passwords passwords_{};
    portico_state state_{};
    portico::capabilities::KeptTables kept_;
};

class CheckedHostTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CheckedHostTest);
    CPPUNIT_TEST(testCallsWithinTheLifeReachTheHost);
    CPPUNIT_TEST(testACapabilityAfterStopIsNamed);
    CPPUNIT_TEST(testHashingOutsideOfStartAndStopIsNamed);
    CPPUNIT_TEST(testEveryCallAfterDestroyIsNamed);
    CPPUNIT_TEST(testAHostWithoutChecksGivesItsOwnTable);
    CPPUNIT_TEST_SUITE_END();

    CheckingHost services_;
    std::optional<PluginHost> host_;
    const portico_host* table_ = nullptr;

public:
    void setUp() override {
        host_.emplace(Manifest{.id = "news", .abiMajor = 1, .abiMinor = 0, .needs = {PORTICO_USERS}}, services_);
        table_ = host_->table();
    }

private:
    static void mustSay(const std::string& words, const std::string& part) {
        CPPUNIT_ASSERT_MESSAGE(words, contains(words, part));
    }
    const portico_passwords& passwords() const {
        return *static_cast<const portico_passwords*>(table_->service(table_, PORTICO_PASSWORDS));
    }
    portico_status verify() const {
        const portico_passwords& pool = passwords();
        return pool.verify(pool.ctx, {}, {}, {}, nullptr, nullptr);
    }

    void testCallsWithinTheLifeReachTheHost() {
        portico_provider provider{};
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, table_->capability(table_, PORTICO_USERS, &provider));
        host_->provide(PORTICO_USERS, {this, nullptr});
        host_->reach(Stage::started);
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, table_->capability(table_, PORTICO_USERS, &provider));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1234567}, table_->now(table_));
        CPPUNIT_ASSERT_EQUAL(PORTICO_DENIED, verify());
        CPPUNIT_ASSERT(&passwords() == &passwords());
        const auto& state = *static_cast<const portico_state*>(table_->service(table_, PORTICO_STATE));
        CPPUNIT_ASSERT_EQUAL(PORTICO_EXISTS, state.put(state.ctx, {}, {}, 1));
        CPPUNIT_ASSERT(table_->service(table_, "portico.host.none/1") == nullptr);
        host_->reach(Stage::stopped);
        table_->log(table_, PORTICO_LOG_INFO, PORTICO_STR("bye"));
        CPPUNIT_ASSERT_EQUAL(std::string("bye"), services_.said);
    }
    void testACapabilityAfterStopIsNamed() {
        host_->reach(Stage::stopped);
        portico_provider provider{};
        const std::string words = lastWordsOf([&] { table_->capability(table_, PORTICO_USERS, &provider); });
        mustSay(words, "portico: the plugin news called capability on thread ");
        mustSay(words, " after its stop");
    }
    void testHashingOutsideOfStartAndStopIsNamed() {
        mustSay(lastWordsOf([&] { verify(); }), " before its start");
        host_->reach(Stage::stopped);
        mustSay(lastWordsOf([&] { verify(); }), " after its stop");
    }
    void testEveryCallAfterDestroyIsNamed() {
        const auto& state = *static_cast<const portico_state*>(table_->service(table_, PORTICO_STATE));
        host_.reset();
        mustSay(lastWordsOf([&] { table_->log(table_, PORTICO_LOG_INFO, PORTICO_STR("late")); }),
                "news called log on thread ");
        mustSay(lastWordsOf([&] { table_->now(table_); }), " after its destroy");
        mustSay(lastWordsOf([&] { state.put(state.ctx, {}, {}, 1); }), "news called put on thread ");
    }
    void testAHostWithoutChecksGivesItsOwnTable() {
        RecordingHost plain;
        const PluginHost host(Manifest{.id = "news", .abiMajor = 1, .abiMinor = 0}, plain);
        CPPUNIT_ASSERT(host.table()->ctx == &host);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CheckedHostTest);

} // namespace
