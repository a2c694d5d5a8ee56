// SPDX-License-Identifier: Apache-2.0
// The progress line on a pseudo terminal, with a clock that the test moves.
#include "cli/progress.h"

#include "cli/import_lines.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <sstream>

using namespace portico;
using namespace std::chrono_literals;

namespace {

// A terminal, and what was written to it.
class PseudoTerminal {
public:
    explicit PseudoTerminal(unsigned short columns) : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK)) {
        std::array<char, 64> name{};
        CPPUNIT_ASSERT(::grantpt(master_) == 0 && ::unlockpt(master_) == 0);
        CPPUNIT_ASSERT(::ptsname_r(master_, name.data(), name.size()) == 0);
        slave_ = ::open(name.data(), O_RDWR | O_NOCTTY);
        const winsize size{24, columns, 0, 0};
        CPPUNIT_ASSERT(slave_ >= 0 && ::ioctl(slave_, TIOCSWINSZ, &size) == 0);
    }
    ~PseudoTerminal() {
        ::close(slave_);
        ::close(master_);
    }
    PseudoTerminal(const PseudoTerminal&) = delete;
    PseudoTerminal& operator=(const PseudoTerminal&) = delete;

    int descriptor() const { return slave_; }
    // Since the last call. The kernel passes on what was written later than write() returns; the mark comes last.
    std::string written() const {
        constexpr char mark = 1;
        CPPUNIT_ASSERT(::write(slave_, &mark, 1) == 1);
        std::string all;
        while (!all.ends_with(mark)) {
            std::array<char, 4096> bytes{};
            pollfd readable{master_, POLLIN, 0};
            CPPUNIT_ASSERT(::poll(&readable, 1, -1) == 1);
            const ssize_t got = ::read(master_, bytes.data(), bytes.size());
            if (got > 0) all.append(bytes.data(), static_cast<std::size_t>(got));
        }
        all.pop_back();
        return all;
    }

private:
    int master_, slave_ = -1;
};

class NoUsers final : public Users {
public:
    std::optional<User> find(std::string_view) override { return std::nullopt; }
    std::optional<User> get(std::string_view) override { return std::nullopt; }
    void list(const Take&) override {}
    std::optional<User> verify(std::string_view, std::string_view) override { return std::nullopt; }
    void create(const User&, const Secret&) override {}
    void update(const User&) override {}
    void setSecret(std::string_view, const Secret&) override {}
    void remove(std::string_view) override {}
};

class ProgressTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProgressTest);
    CPPUNIT_TEST(testCommandOfLessThanASecondShowsNothing);
    CPPUNIT_TEST(testLineIsRewrittenAndOverwritesWhatIsLeftOfTheLongerOne);
    CPPUNIT_TEST(testSameWorkIsDrawnTenTimesASecondAtMostAndOtherWorkAtOnce);
    CPPUNIT_TEST(testLongLineIsCutToTheWidthOfTheTerminal);
    CPPUNIT_TEST(testTerminalOfUnknownWidthHasEightyColumns);
    CPPUNIT_TEST(testLineIsRemovedAtTheEnd);
    CPPUNIT_TEST(testNothingIsWrittenToWhatIsNoTerminal);
    CPPUNIT_TEST(testBytesAreShownInKibibytesOrMebibytesWithTheirTotalIfItIsKnown);
    CPPUNIT_TEST(testImportShowsItsLineAndRemovesItBeforeAFault);
    CPPUNIT_TEST_SUITE_END();

public:
    void testCommandOfLessThanASecondShowsNothing() {
        cli::Progress progress = begun();
        now_ += 999ms;
        progress.show("packing");
        CPPUNIT_ASSERT_EQUAL(std::string(), terminal_.written());
        now_ += 1ms;
        progress.show("packing", "1 MiB");
        CPPUNIT_ASSERT_EQUAL(std::string("\rpacking: 1 MiB\r"), terminal_.written());
    }
    void testLineIsRewrittenAndOverwritesWhatIsLeftOfTheLongerOne() {
        cli::Progress progress = begun();
        now_ += 1s;
        progress.show("unpacking", "12 MiB");
        now_ += 1s;
        progress.show("packing");
        CPPUNIT_ASSERT_EQUAL(std::string("\runpacking: 12 MiB\r\rpacking          \r"), terminal_.written());
    }
    void testSameWorkIsDrawnTenTimesASecondAtMostAndOtherWorkAtOnce() {
        cli::Progress progress = begun();
        now_ += 1s;
        progress.show("packing", "1 MiB");
        now_ += 99ms;
        progress.show("packing", "2 MiB");
        progress.show("loading", "3 MiB");
        CPPUNIT_ASSERT_EQUAL(std::string("\rpacking: 1 MiB\r\rloading: 3 MiB\r"), terminal_.written());
    }
    void testLongLineIsCutToTheWidthOfTheTerminal() {
        cli::Progress progress = begun();
        now_ += 1s;
        progress.show("replacing configuration and pages");
        CPPUNIT_ASSERT_EQUAL(std::string("\rreplacing configuratio\r").size(), std::size_t{columns - 1 + 2});
        CPPUNIT_ASSERT_EQUAL(std::string("\rreplacing configuratio\r"), terminal_.written());
    }
    void testTerminalOfUnknownWidthHasEightyColumns() {
        const PseudoTerminal unknown(0);
        cli::Progress progress(unknown.descriptor(), [this] { return now_; });
        now_ += 1s;
        progress.show(std::string(200, 'x'));
        CPPUNIT_ASSERT_EQUAL('\r' + std::string(79, 'x') + '\r', unknown.written());
    }
    void testLineIsRemovedAtTheEnd() {
        {
            cli::Progress progress = begun();
            now_ += 1s;
            progress.show("packing");
            terminal_.written();
        }
        CPPUNIT_ASSERT_EQUAL(std::string("\r       \r"), terminal_.written());
        begun();
        CPPUNIT_ASSERT_EQUAL(std::string(), terminal_.written());
    }
    void testNothingIsWrittenToWhatIsNoTerminal() {
        std::array<int, 2> ends{};
        CPPUNIT_ASSERT(::pipe2(ends.data(), O_NONBLOCK) == 0);
        {
            cli::Progress progress(ends[1], [this] { return now_; });
            now_ += 1s;
            progress.show("packing");
        }
        char byte = 0;
        CPPUNIT_ASSERT_EQUAL(ssize_t{-1}, ::read(ends[0], &byte, 1));
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void testBytesAreShownInKibibytesOrMebibytesWithTheirTotalIfItIsKnown() {
        constexpr std::uint64_t mebibyte = 1024 * 1024;
        CPPUNIT_ASSERT_EQUAL(std::string("3 of 12 MiB"), cli::bytesDone(3 * mebibyte, 12 * mebibyte));
        CPPUNIT_ASSERT_EQUAL(std::string("0 of 12 KiB"), cli::bytesDone(0, 12 * 1024));
        CPPUNIT_ASSERT_EQUAL(std::string("3 MiB"), cli::bytesDone(3 * mebibyte, 0));
        CPPUNIT_ASSERT_EQUAL(std::string(), cli::bytesDone(0, 0));
    }
    void testImportShowsItsLineAndRemovesItBeforeAFault() {
        PseudoTerminal wide(40);
        cli::Progress progress(wide.descriptor(), [this] { return now_ += 1s; });
        NoUsers users;
        std::istringstream lines("ada:hash\nnobody\n");
        std::ostringstream out, faults;
        CPPUNIT_ASSERT(!cli::importLines(lines, "users.txt", users, out, faults, progress));
        const std::string blank(std::string("importing users: line 1 of 2").size(), ' ');
        CPPUNIT_ASSERT_EQUAL("\rimporting users: line 1 of 2\r\rimporting users: line 2 of 2\r\r" + blank + '\r',
                             wide.written());
    }

private:
    static constexpr unsigned short columns = 23;

    cli::Progress begun() {
        return cli::Progress(terminal_.descriptor(), [this] { return now_; });
    }

    const PseudoTerminal terminal_{columns};
    cli::Progress::Clock::time_point now_{};
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProgressTest);

} // namespace
