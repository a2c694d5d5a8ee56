// SPDX-License-Identifier: Apache-2.0
// Notices are logged once and kept.
#include "http/log/notices.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http;
using namespace std::string_literals;

class NoticesTest : public CppUnit::TestFixture, private Log {
    CPPUNIT_TEST_SUITE(NoticesTest);
    CPPUNIT_TEST(testEachKindIsReportedOnceAndKept);
    CPPUNIT_TEST(testWhatWasMendedIsForgotten);
    CPPUNIT_TEST(testSentencesSayWhatToDo);
    CPPUNIT_TEST_SUITE_END();

    std::string logged_;
    int made_ = 0;
    Notices notices_;

    void write(int, std::string_view, std::string_view line) noexcept override { logged_.append(line).append("\n"); }
    void access(std::string_view, const AccessFields&) noexcept override {}

    void see(Notices::Kind kind, const std::string& sentence) {
        notices_.see(kind, *this, [&] { return ++made_, sentence; });
    }

public:
    void testEachKindIsReportedOnceAndKept() {
        for (int i = 0; i < 100; ++i) see(Notices::Kind::ForeignName, "a" + std::to_string(i));
        see(Notices::Kind::UntrustedProxy, "b");
        CPPUNIT_ASSERT_EQUAL("a0\nb\n"s, logged_);
        CPPUNIT_ASSERT_EQUAL(2, made_);
        CPPUNIT_ASSERT((notices_.all() == std::vector<std::string>{"b", "a0"}));
    }
    void testWhatWasMendedIsForgotten() {
        see(Notices::Kind::ForeignName, "a");
        notices_.forget();
        CPPUNIT_ASSERT(notices_.all().empty());
        see(Notices::Kind::ForeignName, "again");
        CPPUNIT_ASSERT((notices_.all() == std::vector<std::string>{"again"}));
    }
    void testSentencesSayWhatToDo() {
        CPPUNIT_ASSERT(
            untrustedProxy("127.0.0.1", "Via").starts_with("127.0.0.1 sends Via and is not in server.trusted_proxies"));
        CPPUNIT_ASSERT(silentProxy("127.0.0.1", "HTTP/1.0").find("add it to server.trusted_proxies") !=
                       std::string::npos);
        CPPUNIT_ASSERT(otherPath("/app").find("set server.public_path = \"removed\"") != std::string::npos);
        CPPUNIT_ASSERT(foreignName("a.example").find("set server.hosts") != std::string::npos);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NoticesTest);
