// SPDX-License-Identifier: Apache-2.0
// The examples with streamed answers and bodies, through their ABI tables.
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using portico::Value;
using portico::test::TestExchange;
using portico::test::TestHost;
using portico::test::TestPlugin;
namespace fs = std::filesystem;

class StreamingTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(StreamingTest);
    CPPUNIT_TEST(testTheClockTicksUntilItsReaderLeaves);
    CPPUNIT_TEST(testTheClockIsUnavailableWithTooManyStreams);
    CPPUNIT_TEST(testTheClockPageContainsTheTime);
    CPPUNIT_TEST(testUploadsOfLoggedInUsersAreReadInPieces);
    CPPUNIT_TEST(testAFileIsStoredUnderAGeneratedName);
    CPPUNIT_TEST(testATooLargeFileIsNotStored);
    CPPUNIT_TEST(testAnIncompleteFileIsNotStored);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;

public:
    void setUp() override { host_.settings = {{"tick", "1000"}, {"largest", "10"}}; }

private:
    TestPlugin open(const char* name) const { return TestPlugin(std::string(PLUGIN_DIR) + '/' + name + ".so", host_); }
    std::vector<std::string> kept() const { // name and content of the file
        std::vector<std::string> files;
        for (const auto& entry : fs::directory_iterator(host_.host().stateDirectory())) {
            std::ostringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            files.push_back(entry.path().filename().string() + "=" + text.str());
        }
        return files;
    }
    portico_status upload(TestExchange& x, const std::string& content) const {
        x.parts = {{"note", "no file", std::nullopt, ""}, {"files", content, "../../etc/passwd", "text/plain"}};
        x.pieceSize = 4;
        return open("upload").handle(x);
    }

    void testTheClockTicksUntilItsReaderLeaves() {
        TestExchange x("GET", "/clock/ticks");
        x.pausesUntilGone = 2;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, open("clock").handle(x));
        const std::string tick = "data: Fri, 15 Jan 2027 08:00:00 GMT\n\n";
        CPPUNIT_ASSERT(x.pieces == (std::vector<std::string>{"", tick, tick}));
        CPPUNIT_ASSERT(x.paused == std::chrono::seconds(1));
    }
    void testTheClockIsUnavailableWithTooManyStreams() {
        TestExchange x("GET", "/clock/ticks");
        x.streamIsFree = false;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, open("clock").handle(x));
    }
    void testTheClockPageContainsTheTime() {
        TestExchange x("GET", "/clock");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, open("clock").handle(x));
        CPPUNIT_ASSERT_EQUAL(std::string("Fri, 15 Jan 2027 08:00:00 GMT"), x.text("time"));
    }
    void testUploadsOfLoggedInUsersAreReadInPieces() {
        const TestPlugin plugin = open("upload");
        const portico_route* route = plugin.route("POST", "/upload");
        CPPUNIT_ASSERT_EQUAL(PORTICO_ROUTE_TAKES_PIECES, route->flags);
        CPPUNIT_ASSERT(portico::view(route->guard) == "user");
    }
    void testAFileIsStoredUnderAGeneratedName() {
        TestExchange x("POST", "/upload");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, upload(x, "0123456789"));
        CPPUNIT_ASSERT(kept() == std::vector<std::string>{"test-1=0123456789"});
        const auto& files = std::get<Value::List>(x.data.front().value.data());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, files.size());
        CPPUNIT_ASSERT(std::get<std::int64_t>(std::get<Value::Map>(files[0].data())[1].value.data()) == 10);
    }
    void testATooLargeFileIsNotStored() {
        TestExchange x("POST", "/upload");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, upload(x, "0123456789A"));
        CPPUNIT_ASSERT_EQUAL(413, x.status);
        CPPUNIT_ASSERT_EQUAL(std::string("At most 10 bytes per file."), x.text("error"));
        CPPUNIT_ASSERT(kept().empty());
    }
    void testAnIncompleteFileIsNotStored() {
        TestExchange x("POST", "/upload");
        x.bodyIsCutOff = true;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, upload(x, "01234"));
        CPPUNIT_ASSERT(kept().empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(StreamingTest);

} // namespace
