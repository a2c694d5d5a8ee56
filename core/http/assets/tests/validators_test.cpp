// SPDX-License-Identifier: Apache-2.0
// Entity tags and dates of assets: never the same for different content.
#include "http/assets/validators.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <fcntl.h>

using namespace portico::http;
using namespace std::string_literals;

namespace {

constexpr timespec byAClock{1700000000, 123456789}, wholeSecond{1700000000, 0}, nothing{0, 0}, longAgo{315532800, 1};

class ValidatorsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ValidatorsTest);
    CPPUNIT_TEST(testSameContentHasTheSameTagOnEveryServer);
    CPPUNIT_TEST(testOtherContentHasAnotherTagThoughAllTimesAreThoseOfThisMoment);
    CPPUNIT_TEST(testTagIsKeptForAsLongAsTheFileIsTheSame);
    CPPUNIT_TEST(testFileThatCannotBeReadHasNone);
    CPPUNIT_TEST(testLongFileIsDistinguishedByTheTimesOfAClock);
    CPPUNIT_TEST(testLongFileWithoutSuchTimesHasNone);
    CPPUNIT_TEST(testDateIsOfThePastOrNone);
    CPPUNIT_TEST_SUITE_END();

    PlainFile file(const std::string& bytes, timespec modified = byAClock, timespec changed = byAClock,
                   ino_t inode = 1) {
        dir_.write("file", bytes);
        auto open =
            std::make_shared<const wire::OpenFile>(::open((dir_.path() / "file").c_str(), O_RDONLY | O_CLOEXEC));
        return {std::move(open), bytes.size(), modified, changed, 1, inode};
    }
    // Its content is not read.
    static PlainFile longFile(timespec modified, timespec changed, std::uint64_t size = Tags::mostHashed + 1) {
        return {nullptr, size, modified, changed, 1, 1};
    }
    static timespec now() { return {std::time(nullptr), 1}; }

public:
    void testSameContentHasTheSameTagOnEveryServer() {
        CPPUNIT_ASSERT_EQUAL("TStl41EyHM40ZewreIPO0g"s, Tags().of(file("<svg/>")));
        CPPUNIT_ASSERT_EQUAL("TStl41EyHM40ZewreIPO0g"s, Tags().of(file("<svg/>", nothing, now(), 2)));
        const std::string large(Tags::mostHashed, 'x');
        CPPUNIT_ASSERT_EQUAL(Tags().of(file(large)), Tags().of(file(large, nothing, nothing, 3)));
    }
    void testOtherContentHasAnotherTagThoughAllTimesAreThoseOfThisMoment() {
        const Tags tags;
        const timespec time = now();
        CPPUNIT_ASSERT(tags.of(file("one", time, time)) != tags.of(file("two", time, time)));
    }
    void testTagIsKeptForAsLongAsTheFileIsTheSame() {
        const Tags tags;
        const std::string first = tags.of(file("one"));
        CPPUNIT_ASSERT_EQUAL(first, tags.of(file("two"))); // not read again: its metadata has not changed
        CPPUNIT_ASSERT(first != tags.of(file("two", byAClock, {1700000000, 123456790})));
        CPPUNIT_ASSERT(first != tags.of(file("two", wholeSecond)));
        CPPUNIT_ASSERT(first != tags.of(file("two", byAClock, byAClock, 2)));
    }
    void testFileThatCannotBeReadHasNone() {
        PlainFile shorter = file("one");
        shorter.size = 4;
        CPPUNIT_ASSERT_EQUAL(""s, Tags().of(shorter));
    }
    void testLongFileIsDistinguishedByTheTimesOfAClock() {
        const Tags tags;
        const std::string tag = tags.of(longFile(byAClock, byAClock));
        CPPUNIT_ASSERT_EQUAL("17979cfe3d85cd15-100001"s, tag);
        CPPUNIT_ASSERT_EQUAL(tag, tags.of(longFile(byAClock, now()))); // copied to another server
        CPPUNIT_ASSERT(tag != tags.of(longFile({1700000000, 123456790}, byAClock)));
        CPPUNIT_ASSERT(tag != tags.of(longFile(byAClock, byAClock, Tags::mostHashed + 2)));
        const std::string unpacked = tags.of(longFile(wholeSecond, byAClock));
        CPPUNIT_ASSERT_EQUAL("17979cfe362a0000-100001-17979cfe3d85cd15"s, unpacked);
        CPPUNIT_ASSERT(unpacked != tags.of(longFile(wholeSecond, {1700000000, 123456790})));
        CPPUNIT_ASSERT(!tags.of(longFile(nothing, byAClock)).empty());
    }
    void testLongFileWithoutSuchTimesHasNone() {
        for (const timespec& time : {nothing, wholeSecond, longAgo, now(), timespec{32503680000, 1}})
            CPPUNIT_ASSERT_EQUAL(""s, Tags().of(longFile(time, time)));
    }
    void testDateIsOfThePastOrNone() {
        const auto date = [](timespec modified, std::time_t at) { return dateOf(longFile(modified, byAClock), at); };
        CPPUNIT_ASSERT_EQUAL(std::time_t{1700000000}, date(wholeSecond, 1700000001));
        CPPUNIT_ASSERT_EQUAL(std::time_t{0}, date(wholeSecond, 1700000000)); // it may change again within this second
        CPPUNIT_ASSERT_EQUAL(std::time_t{0}, date(wholeSecond, 1600000000));
        CPPUNIT_ASSERT_EQUAL(std::time_t{0}, date(nothing, 1700000000));
        CPPUNIT_ASSERT_EQUAL(std::time_t{0}, date(longAgo, 1700000000));
    }

private:
    portico::test::ScratchDir dir_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ValidatorsTest);

} // namespace
