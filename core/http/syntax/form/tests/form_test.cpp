// SPDX-License-Identifier: Apache-2.0
// Urlencoded forms: decoded once, nothing merged or guessed, and limited.
#include "http/syntax/form/form.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

class FormTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FormTest);
    CPPUNIT_TEST(testFieldsComeDecodedAndInTheirOrder);
    CPPUNIT_TEST(testPlusIsASpaceAndEncodedPlusIsAPlus);
    CPPUNIT_TEST(testTextIsDecodedExactlyOnce);
    CPPUNIT_TEST(testEmptyPiecesArePassedOverAndEmptyNamesAreKept);
    CPPUNIT_TEST(testOnlyTheFirstEqualsSignParts);
    CPPUNIT_TEST(testOnlyAmpersandsPart);
    CPPUNIT_TEST(testNameThatCameTwiceIsSeenAndNotFound);
    CPPUNIT_TEST(testReasonIsEmptyWhenNothingIsWrong);
    CPPUNIT_TEST(testNamesCompareByteByByte);
    CPPUNIT_TEST(testBadPercentIsRefusedWithAReason);
    CPPUNIT_TEST(testNulIsRefusedInEverySpelling);
    CPPUNIT_TEST(testTextThatIsNotUtf8IsRefused);
    CPPUNIT_TEST(testFieldsUpToTheLimitAreTakenAndOneMoreIsRefused);
    CPPUNIT_TEST(testNameUpToTheLimitIsTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST(testValueUpToTheLimitIsTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST(testFormOutlivesItsText);
    CPPUNIT_TEST_SUITE_END();

    // The decoded "name=value" fields with "|" between them.
    static std::string decoded(std::string_view text) {
        const auto form = parseForm(text);
        if (!form) return "refused";
        std::string all;
        for (const NamedValue& field : form->all())
            (all += all.empty() ? "" : "|").append(field.name).append("=").append(field.value);
        return all;
    }
    static void refuse(std::string_view text) {
        std::string_view reason;
        CPPUNIT_ASSERT_MESSAGE("taken: " + std::string(text), !parseForm(text, {}, &reason));
        CPPUNIT_ASSERT(!reason.empty());
    }

    void testFieldsComeDecodedAndInTheirOrder() {
        CPPUNIT_ASSERT_EQUAL("b=2|a=1|c="s, decoded("b=2&a=1&c="));
        CPPUNIT_ASSERT_EQUAL("\u00e4=\u20ac"s, decoded("%c3%A4=%e2%82%ac"));
        CPPUNIT_ASSERT_EQUAL("a&b=c=d"s, decoded("a%26b=c%3dd"));
        CPPUNIT_ASSERT_EQUAL("\u00e4=raw"s, decoded("\u00e4=raw"));
    }
    void testPlusIsASpaceAndEncodedPlusIsAPlus() {
        CPPUNIT_ASSERT_EQUAL("a b=c d+"s, decoded("a+b=c+d%2b"));
        CPPUNIT_ASSERT_EQUAL("a=\r\n\t"s, decoded("a=%0d%0a%09"));
    }
    void testTextIsDecodedExactlyOnce() { CPPUNIT_ASSERT_EQUAL("a=%41%2500"s, decoded("a=%2541%252500")); }
    void testEmptyPiecesArePassedOverAndEmptyNamesAreKept() {
        CPPUNIT_ASSERT_EQUAL(""s, decoded(""));
        CPPUNIT_ASSERT_EQUAL(""s, decoded("&&&"));
        CPPUNIT_ASSERT_EQUAL("a=1|b=2"s, decoded("&a=1&&b=2&"));
        CPPUNIT_ASSERT_EQUAL("=x"s, decoded("=x"));
        CPPUNIT_ASSERT_EQUAL("="s, decoded("="));
        CPPUNIT_ASSERT_EQUAL("a="s, decoded("a"));
    }
    void testOnlyTheFirstEqualsSignParts() { CPPUNIT_ASSERT_EQUAL("a=b=c"s, decoded("a=b=c")); }
    void testOnlyAmpersandsPart() { CPPUNIT_ASSERT_EQUAL("a=1;b=2"s, decoded("a=1;b=2")); }
    void testNameThatCameTwiceIsSeenAndNotFound() {
        const auto form = parseForm("a=1&b=2&a=3").value();
        CPPUNIT_ASSERT(!form.find("a"));
        CPPUNIT_ASSERT_EQUAL("1"s, std::string(form.first("a").value()));
        CPPUNIT_ASSERT_EQUAL("3"s, std::string(form.at("a", 1).value()));
        CPPUNIT_ASSERT(!form.at("a", 2));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, form.count("a"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, form.all("a").size());
        CPPUNIT_ASSERT_EQUAL("2"s, std::string(form.find("b").value()));
    }
    void testNamesCompareByteByByte() {
        const auto form = parseForm("Username=evil&username=good").value();
        CPPUNIT_ASSERT_EQUAL("good"s, std::string(form.find("username").value()));
        CPPUNIT_ASSERT(!form.find("user") && !form.find("usernamE") && !form.find(""));
    }
    void testReasonIsEmptyWhenNothingIsWrong() {
        std::string_view reason = "untouched";
        CPPUNIT_ASSERT(parseForm("a=1", {}, &reason) && reason.empty());
    }
    void testBadPercentIsRefusedWithAReason() {
        for (const auto* text :
             {"a=%zz", "a=%", "a=%4", "%=a", "a=b&c=%g1", "a=%%41", "a=%u0041", "a=% 41", "a=%4&b=1"})
            refuse(text);
    }
    void testNulIsRefusedInEverySpelling() {
        for (const auto& text : {"a=%00"s, "%00=a"s, "a=b%00c"s, "a=\0"s, "a\0=b"s, "password=secret%00x"s})
            refuse(text);
    }
    void testTextThatIsNotUtf8IsRefused() {
        for (const auto& text :
             {"a=%ff"s, "a=%c0%af"s, "a=%ed%a0%80"s, "%80=a"s, "a=%c3&b=%a4"s, "a=\xff"s, "a=%f4%90%80%80"s})
            refuse(text);
    }
    void testFieldsUpToTheLimitAreTakenAndOneMoreIsRefused() {
        std::string text = "a=1";
        for (int i = 1; i < 100; ++i) text += "&a=1";
        CPPUNIT_ASSERT_EQUAL(std::size_t{100}, parseForm(text).value().count("a"));
        CPPUNIT_ASSERT(parseForm(text + "&&&"));
        refuse(text + "&b=2");
        CPPUNIT_ASSERT(parseForm("", {0, 1, 1}));
        CPPUNIT_ASSERT(!parseForm("a", {0, 1, 1}));
        CPPUNIT_ASSERT(!parseForm("=", {0, 0, 0}));
    }
    void testNameUpToTheLimitIsTakenAndOneByteMoreIsRefused() {
        const FormLimits limits;
        CPPUNIT_ASSERT(parseForm(std::string(limits.nameBytes, 'n') + "=v"));
        refuse(std::string(limits.nameBytes + 1, 'n') + "=v");
        CPPUNIT_ASSERT(parseForm("%61%62=", {1, 2, 0}));
        CPPUNIT_ASSERT(!parseForm("%61%62%63=", {1, 2, 0}));
    }
    void testValueUpToTheLimitIsTakenAndOneByteMoreIsRefused() {
        const FormLimits limits;
        CPPUNIT_ASSERT(parseForm("n=" + std::string(limits.valueBytes, 'v')));
        refuse("n=" + std::string(limits.valueBytes + 1, 'v'));
        CPPUNIT_ASSERT(parseForm("n=%61%62", {1, 1, 2}));
        CPPUNIT_ASSERT(!parseForm("n=%61%62%63", {1, 1, 2}));
    }
    void testFormOutlivesItsText() {
        std::string text = "name=a+long+value+that+is+not+kept+within+the+string";
        Form form = std::move(*parseForm(text));
        text.assign(text.size(), 'x');
        const Form moved = std::move(form);
        CPPUNIT_ASSERT_EQUAL("a long value that is not kept within the string"s,
                             std::string(moved.find("name").value()));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FormTest);

} // namespace
