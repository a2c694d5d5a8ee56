// SPDX-License-Identifier: Apache-2.0
// Importing users: which lines add a user, and that a bad line is reported and does not affect others.
#include "cli/import_lines.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sstream>
#include <vector>

using namespace portico;

namespace {

// A store in memory. It refuses the hash "bad" and existing names.
class RecordingUsers final : public Users {
public:
    std::vector<std::string> made;

    std::optional<User> find(std::string_view) override { return std::nullopt; }
    std::optional<User> get(std::string_view) override { return std::nullopt; }
    void list(const Take&) override {}
    std::optional<User> verify(std::string_view, std::string_view) override { return std::nullopt; }
    void create(const User& user, const Secret& secret) override {
        CPPUNIT_ASSERT(secret.kind == Secret::Kind::Hash);
        if (secret.text == "bad") throw Error(PORTICO_INVALID, "not a hash");
        made.push_back(user.name + "|" + std::string(secret.text) + "|" + user.roles);
    }
    void update(const User&) override {}
    void setSecret(std::string_view, const Secret&) override {}
    void remove(std::string_view) override {}
};

class ImportLinesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ImportLinesTest);
    CPPUNIT_TEST(testLineMakesAUserWithItsHash);
    CPPUNIT_TEST(testRolesFollowTheHash);
    CPPUNIT_TEST(testCommentsEmptyLinesAndCarriageReturnsAreLeftOut);
    CPPUNIT_TEST(testBadLinesAreNamedAndTheOthersComeIn);
    CPPUNIT_TEST(testByteOrderMarkIsNoPartOfTheFirstName);
    CPPUNIT_TEST_SUITE_END();

    bool import(const std::string& lines) {
        std::istringstream in(lines);
        return cli::importLines(in, "users.txt", users_, out_, faults_, quiet_);
    }
    void testLineMakesAUserWithItsHash() {
        CPPUNIT_ASSERT(import("ada@x.org:$6$salt$hash\n"));
        CPPUNIT_ASSERT(std::vector<std::string>{"ada@x.org|$6$salt$hash|"} == users_.made);
        CPPUNIT_ASSERT_EQUAL(std::string("imported 1 user\n"), out_.str());
    }
    void testRolesFollowTheHash() {
        CPPUNIT_ASSERT(import("ada:$2b$12$x:admin,editor"));
        CPPUNIT_ASSERT(std::vector<std::string>{"ada|$2b$12$x|admin editor"} == users_.made);
    }
    void testCommentsEmptyLinesAndCarriageReturnsAreLeftOut() {
        CPPUNIT_ASSERT(import("# users\r\n\r\nada:hash\r\n"));
        CPPUNIT_ASSERT(std::vector<std::string>{"ada|hash|"} == users_.made);
    }
    // The first line was lost, and a later line with the same name was imported instead.
    void testByteOrderMarkIsNoPartOfTheFirstName() {
        CPPUNIT_ASSERT(import("\xef\xbb\xbf"
                              "ada:hash\n"));
        CPPUNIT_ASSERT(std::vector<std::string>{"ada|hash|"} == users_.made);
        CPPUNIT_ASSERT(import("\xef\xbb\xbf# users\r\nbob:hash\n"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, users_.made.size());
    }
    void testBadLinesAreNamedAndTheOthersComeIn() {
        CPPUNIT_ASSERT(!import("ada:hash\nnobody\n:hash\nbob:bad\neve:hash\n"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, users_.made.size());
        CPPUNIT_ASSERT_EQUAL(std::string("imported 2 users, left out 3\n"), out_.str());
        CPPUNIT_ASSERT_EQUAL(std::string("users.txt:2: expected NAME:HASH or NAME:HASH:ROLES\n"
                                         "users.txt:3: expected NAME:HASH or NAME:HASH:ROLES\n"
                                         "users.txt:4: bob: not a hash\n"),
                             faults_.str());
    }

    RecordingUsers users_;
    cli::Progress quiet_{-1};
    std::ostringstream out_, faults_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ImportLinesTest);

} // namespace
