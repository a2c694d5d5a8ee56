// SPDX-License-Identifier: Apache-2.0
// A flood of lines is one line a second, and few lines are all there.
#include "host/log/repeat_filter.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::host::LogLine;
using portico::host::RepeatFilter;

namespace {

class RepeatFilterTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RepeatFilterTest);
    CPPUNIT_TEST(testFloodIsOneLineASecondThatCounts);
    CPPUNIT_TEST(testTwoLinesInOneSecondAreBothWritten);
    CPPUNIT_TEST(testOtherLinesAreNotHeld);
    CPPUNIT_TEST(testWordsThatClientsChooseAreNoKindsWithoutEnd);
    CPPUNIT_TEST(testWordsInQuotationMarksAreNoKind);
    CPPUNIT_TEST(testStrangersUseUpNoKindsOfAccounts);
    CPPUNIT_TEST(testNetworksAreNamedUpToANumber);
    CPPUNIT_TEST(testWhatIsHeldIsWrittenInTheEnd);
    CPPUNIT_TEST_SUITE_END();

    std::chrono::milliseconds now_{5000};
    std::vector<std::string> written_;

    RepeatFilter repeats() {
        return RepeatFilter([this](const LogLine& line) { written_.push_back(line.subject + ": " + line.text); },
                            [this] { return now_; });
    }
    using Lines = std::vector<std::string>;

public:
    void setUp() override { written_.clear(); }
    void testFloodIsOneLineASecondThatCounts() {
        RepeatFilter lines = repeats();
        for (int second = 0; second < 3; ++second) {
            for (int i = 0; i < 100; ++i)
                lines.add({2, "auth", "token denied from 192.0.2." + std::to_string(i)},
                          "192.0.2." + std::to_string(i));
            now_ += std::chrono::milliseconds(1000);
            lines.flushHeldLines();
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, written_.size());
        CPPUNIT_ASSERT_EQUAL(std::string("auth: token denied from 192.0.2.0"), written_[0]);
        CPPUNIT_ASSERT_EQUAL(std::string("auth: token denied from 192.0.2.1 (and 98 more like it from 192.0.2.0/24)"),
                             written_[1]);
        CPPUNIT_ASSERT_EQUAL(std::string("auth: token denied from 192.0.2.0 (and 99 more like it from 192.0.2.0/24)"),
                             written_[2]);
    }
    // The page of an error names a request, and somebody looks for it in the log.
    void testTwoLinesInOneSecondAreBothWritten() {
        RepeatFilter lines = repeats();
        lines.add({3, "request 0123", "500: no"}, "::1");
        lines.add({3, "request 4567", "500: no"}, "::1");
        CPPUNIT_ASSERT(written_ == Lines{"request 0123: 500: no"});
        now_ += std::chrono::milliseconds(999);
        lines.flushHeldLines();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, written_.size());
        now_ += std::chrono::milliseconds(1);
        lines.flushHeldLines();
        CPPUNIT_ASSERT_EQUAL(std::string("request 4567: 500: no"), written_.at(1));
    }
    void testOtherLinesAreNotHeld() {
        RepeatFilter lines = repeats();
        lines.add({2, "auth", "token denied"}, "");
        lines.add({3, "auth", "token denied"}, "");
        lines.add({2, "other", "token denied"}, "");
        lines.add({2, "auth", "login denied"}, "");
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, written_.size());
    }
    void testWordsThatClientsChooseAreNoKindsWithoutEnd() {
        RepeatFilter lines = repeats();
        std::string name = "a";
        for (int i = 0; i < 1000; ++i) {
            lines.add({2, "auth", "denied " + name}, "::1");
            name.back() == 'z' ? name.push_back('a') : void(++name.back());
        }
        CPPUNIT_ASSERT(written_.size() < 70);
    }
    // A file that could not be opened below a path of six words caused 14 lines a second.
    void testWordsInQuotationMarksAreNoKind() {
        RepeatFilter lines = repeats();
        for (const char* path : {"one two", "two three", "three"})
            lines.add({2, "request 0123", "a file cannot be opened: \"" + std::string(path) + "\""}, "::1");
        CPPUNIT_ASSERT(written_ == Lines{"request 0123: a file cannot be opened: \"one two\""});
    }
    // A client with sixty /64s hid what an account was denied: its lines were of the kind of all others.
    void testStrangersUseUpNoKindsOfAccounts() {
        RepeatFilter lines = repeats();
        for (int i = 0; i < 60; ++i) lines.add({2, "denied", "stranger", "2001:db8::" + std::to_string(i)}, "::1");
        lines.add({2, "denied", "ada", "ada\nrole:admin", true}, "::2");
        CPPUNIT_ASSERT_EQUAL(std::string("denied: ada"), written_.back());
    }
    void testNetworksAreNamedUpToANumber() {
        RepeatFilter lines = repeats();
        for (int i = 0; i < 9; ++i) lines.add({2, "wire", "full"}, "10.0." + std::to_string(i) + ".1");
        now_ += std::chrono::milliseconds(1000);
        lines.flushHeldLines();
        CPPUNIT_ASSERT_EQUAL(std::string("wire: full (and 7 more like it from 10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24, "
                                         "10.0.4.0/24 and other networks)"),
                             written_.at(1));
    }
    void testWhatIsHeldIsWrittenInTheEnd() {
        {
            RepeatFilter lines = repeats();
            for (int i = 0; i < 3; ++i) lines.add({2, "wire", "full"}, "");
        }
        CPPUNIT_ASSERT(written_ == (Lines{"wire: full", "wire: full (and 1 more like it)"}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RepeatFilterTest);

} // namespace
