// SPDX-License-Identifier: Apache-2.0
// Places that change their content as a whole, files that are there as a whole, and a process that works for another.
#include "host/backup/exchange_places.h"
#include "host/backup/file_tree.h"
#include "host/backup/in_child.h"
#include "host/backup/output_file.h"
#include "host/backup/places.h"
#include "host/backup/replacement.h"
#include "host/refusal.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>
#include <csignal>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

class ExchangeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExchangeTest);
    CPPUNIT_TEST(testPlacesAreExchangedAndBack);
    CPPUNIT_TEST(testAReplacementIsTakenBackUnlessItIsKept);
    CPPUNIT_TEST(testWhatTheBackupDoesNotHaveGoesAway);
    CPPUNIT_TEST(testACopyFollowsLinksToFilesOnlyWhereItMay);
    CPPUNIT_TEST(testAnOutputThatIsNotCompleteIsNotThere);
    CPPUNIT_TEST(testAnOutputNeverReplacesWhatIsNoFile);
    CPPUNIT_TEST(testTheOtherProcessIsHeard);
    CPPUNIT_TEST(testWhatTheOtherProcessThrowsIsThrown);
    CPPUNIT_TEST(testACrashedProcessIsAnError);
    CPPUNIT_TEST_SUITE_END();

    test::ScratchDir scratch_, unpacked_;
    fs::path at(const std::string& name) const { return scratch_.path() / name; }
    std::size_t count() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(scratch_.path()), {}));
    }

public:
    void testPlacesAreExchangedAndBack() {
        scratch_.write("a/x", "1");
        scratch_.write("b", "2");
        exchangePlaces(at("a"), at("b"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), scratch_.read("b/x"));
        exchangePlaces(at("a"), at("b"));
        exchangePlaces(at("a"), at("c"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), scratch_.read("c/x"));
        exchangePlaces(at("a"), at("c"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), scratch_.read("a/x"));
        exchangePlaces(at("d"), at("e"));
        CPPUNIT_ASSERT_THROW(exchangePlaces(at("a"), at("d/e/f")), std::runtime_error);
    }

    void testAReplacementIsTakenBackUnlessItIsKept() {
        scratch_.write("site/x", "old");
        unpacked_.write("pages/0/x", "new");
        {
            const Replacement replacement({"pages/0", at("site")}, unpacked_.path());
            CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/x"));
        }
        CPPUNIT_ASSERT_EQUAL(std::string("old"), scratch_.read("site/x"));
        Replacement({"pages/0", at("site")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT_EQUAL(std::string("new"), scratch_.read("site/x"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count());
    }

    void testWhatTheBackupDoesNotHaveGoesAway() {
        scratch_.write("conf.d/x", "old");
        Replacement({"configuration/conf.d", at("conf.d")}, unpacked_.path()).keep();
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count());
    }

    void testACopyFollowsLinksToFilesOnlyWhereItMay() {
        const fs::path secret = unpacked_.write("secret", "s");
        scratch_.write("from/file", "f");
        fs::create_symlink(secret, at("from/link"));
        fs::create_symlink("/dev/null", at("from/off"));
        fs::create_symlink("/etc", at("from/folder"));
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo(at("from/pipe").c_str(), 0600));
        std::vector<std::string> leftOut;
        copyTree(at("from"), at("followed"), Links::followed, leftOut);
        CPPUNIT_ASSERT(leftOut == (std::vector<std::string>{at("from/folder"), at("from/pipe")}));
        CPPUNIT_ASSERT_EQUAL(std::string("s"), scratch_.read("followed/link"));
        CPPUNIT_ASSERT(fs::is_regular_file(fs::symlink_status(at("followed/link"))));
        CPPUNIT_ASSERT(fs::is_symlink(at("followed/off")));
        leftOut.clear();
        copyTree(at("from"), at("plain"), Links::leftOut, leftOut);
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, leftOut.size());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, listTree(at("plain")).size());
    }

    void testAnOutputThatIsNotCompleteIsNotThere() {
        {
            OutputFile output(at("backup"));
            CPPUNIT_ASSERT_EQUAL(ssize_t{1}, ::write(output.descriptor(), "x", 1));
            CPPUNIT_ASSERT(!fs::exists(at("backup")));
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count());
        OutputFile output(at("backup"));
        output.complete();
        CPPUNIT_ASSERT(fs::perms(0600) == fs::status(at("backup")).permissions());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count());
    }

    void testAnOutputNeverReplacesWhatIsNoFile() {
        CPPUNIT_ASSERT_THROW(OutputFile("/dev/null"), std::runtime_error);
        CPPUNIT_ASSERT_THROW(OutputFile(scratch_.path()), std::runtime_error);
    }

    void testTheOtherProcessIsHeard() {
        std::string got;
        const Sentences said = inChild(
            [](int to) {
                if (::write(to, "bytes", 5) != 5) throw std::runtime_error("cannot write");
                return Sentences{"one", "two"};
            },
            [&](int from) {
                char piece[16];
                for (ssize_t size = 0; (size = ::read(from, piece, sizeof piece)) > 0;)
                    got.append(piece, static_cast<std::size_t>(size));
            });
        CPPUNIT_ASSERT_EQUAL(std::string("bytes"), got);
        CPPUNIT_ASSERT(said == (Sentences{"one", "two"}));
    }

    void testWhatTheOtherProcessThrowsIsThrown() {
        const auto ours = [](int) { throw std::logic_error("a consequence"); };
        CPPUNIT_ASSERT_THROW(inChild([](int) -> Sentences { throw std::runtime_error("the cause"); }, ours),
                             std::runtime_error);
        CPPUNIT_ASSERT_THROW(inChild([](int) -> Sentences { throw Refusal({"a", "b"}); }, ours), Refusal);
        CPPUNIT_ASSERT_THROW(inChild([](int) { return Sentences{}; }, ours), std::logic_error);
    }

    void testACrashedProcessIsAnError() {
        CPPUNIT_ASSERT_THROW(inChild([](int) -> Sentences { ::_exit(3); }, [](int) {}), std::runtime_error);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ExchangeTest);

} // namespace

} // namespace portico::host
