// SPDX-License-Identifier: Apache-2.0
// Fields of forms: their types, limits at the boundary, and the messages for a page.
#include "support/test_exchange.h"

#include <portico/form_reader.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class FormReaderHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FormReaderHppTest);
    CPPUNIT_TEST(testAllFaultsAreCollected);
    CPPUNIT_TEST(testTheFirstMessageOfAFieldRemains);
    CPPUNIT_TEST(testLengthsAreCharactersWithoutSpacesAround);
    CPPUNIT_TEST(testOnlyLinesMayHaveLineBreaks);
    CPPUNIT_TEST(testASecretIsUnchangedAndNotShownAgain);
    CPPUNIT_TEST(testANumberIsInItsRange);
    CPPUNIT_TEST(testAChoiceIsOneOfTheOffers);
    CPPUNIT_TEST(testACheckboxIsSentOrNot);
    CPPUNIT_TEST(testAFieldThatIsSentTwiceIsRefused);
    CPPUNIT_TEST(testWhatIsShapedLikeAnAddress);
    CPPUNIT_TEST_SUITE_END();

    test::TestExchange x_;

    FormReader form(test::TestExchange::Fields fields) {
        x_.formFields = std::move(fields);
        return FormReader(x_.view());
    }
    // The message for the field "f"; empty if there is none.
    static std::string fault(const FormReader& form) {
        for (const Member& member : form.faults())
            if (member.key == "f") return *member.value.as<std::string>();
        return "";
    }
    bool isText(const std::string& sent, FormReader::Length length) {
        FormReader reader = form({{"f", sent}});
        const bool isEmpty = reader.text("f", length).empty();
        return CPPUNIT_ASSERT(reader.isGood() || isEmpty), reader.isGood();
    }

    void testAllFaultsAreCollected() {
        FormReader reader = form({{"name", ""}, {"age", "x"}, {"note", "kept"}});
        reader.text("name", {1, 80});
        reader.integer("age", {1, 150});
        CPPUNIT_ASSERT(reader.text("note", {0, 10}) == "kept");
        CPPUNIT_ASSERT(!reader.isGood());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, reader.faults().size());
        CPPUNIT_ASSERT_EQUAL(std::string("Please write between 1 and 80 characters."),
                             *Value(reader.faults()).find("name")->as<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("Please enter a whole number from 1 to 150."),
                             *Value(reader.faults()).find("age")->as<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("x"), *Value(reader.values()).find("age")->as<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("kept"), *Value(reader.values()).find("note")->as<std::string>());
    }
    void testTheFirstMessageOfAFieldRemains() {
        FormReader reader = form({});
        reader.refuse("f", "first");
        reader.refuse("f", "second");
        CPPUNIT_ASSERT_EQUAL(std::string("first"), fault(reader));
    }
    void testLengthsAreCharactersWithoutSpacesAround() {
        CPPUNIT_ASSERT(isText("ab", {2, 3}) && isText(" abc\t", {2, 3}) && isText("\xc3\xa4\xf0\x9f\x8f\xa1", {2, 2}));
        CPPUNIT_ASSERT(!isText("a ", {2, 3}) && !isText("abcd", {2, 3}) && !isText("  ", {1, 3}));
        CPPUNIT_ASSERT(isText("", {0, 3}) && !isText("abcd", {0, 3}));
    }
    void testOnlyLinesMayHaveLineBreaks() {
        CPPUNIT_ASSERT(!isText("a\nb", {1, 9}) && !isText(std::string("a\0", 2), {1, 9}) && !isText("\xff", {1, 9}));
        FormReader reader = form({{"f", "\r\na\r\nb \r\n"}, {"g", "a\x01"}});
        CPPUNIT_ASSERT(reader.lines("f", {3, 3}) == "a\r\nb");
        CPPUNIT_ASSERT(reader.lines("none", {0, 3}).empty() && reader.isGood());
        CPPUNIT_ASSERT(reader.lines("g", {1, 3}).empty() && !reader.isGood());
    }
    void testASecretIsUnchangedAndNotShownAgain() {
        FormReader reader = form({{"f", " 1234 "}});
        CPPUNIT_ASSERT(reader.secret("f", {6, 100}) == " 1234 ");
        CPPUNIT_ASSERT(reader.isGood() && reader.values().empty());
    }
    void testANumberIsInItsRange() {
        for (const char* good : {"-5", "0", "12", " 7 ", "007"}) {
            FormReader reader = form({{"f", good}});
            reader.integer("f", {-5, 12});
            CPPUNIT_ASSERT_MESSAGE(good, reader.isGood());
        }
        for (const char* bad : {"", "-6", "13", "1.0", "1e1", "+1", "0x1", "1 2", "99999999999999999999"}) {
            FormReader reader = form({{"f", bad}});
            CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, reader.integer("f", {-5, 12}));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, std::string("Please enter a whole number from -5 to 12."), fault(reader));
        }
    }
    void testAChoiceIsOneOfTheOffers() {
        FormReader reader = form({{"a", "red"}, {"f", "Red"}});
        CPPUNIT_ASSERT(reader.choice("a", {"red", "blue"}) == "red" && reader.isGood());
        CPPUNIT_ASSERT(reader.choice("f", {"red", "blue"}).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("Please choose one of the options."), fault(reader));
    }
    void testACheckboxIsSentOrNot() {
        FormReader reader = form({{"a", "on"}, {"b", ""}});
        CPPUNIT_ASSERT(reader.checkbox("a") && reader.checkbox("b") && !reader.checkbox("c") && reader.isGood());
        CPPUNIT_ASSERT(*reader.values()[0].value.as<bool>() && !*reader.values()[2].value.as<bool>());
    }
    // Of two values, another reader may have checked the one that is not used.
    void testAFieldThatIsSentTwiceIsRefused() {
        FormReader reader = form({{"f", "1"}, {"f", "2"}});
        CPPUNIT_ASSERT(reader.text("f", {0, 9}).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("This field was sent twice."), fault(reader));
    }
    void testWhatIsShapedLikeAnAddress() {
        for (const std::string& good :
             {std::string("a@b"), std::string("ada.l+x@mail.example.org"), std::string("o'neil/x@ex-ample.org"),
              std::string(64, 'a') + "@b.org", "a@" + std::string(63, 'b')})
            CPPUNIT_ASSERT_MESSAGE(good, FormReader::isEmail(good));
        for (const std::string& bad :
             {std::string(""), std::string("a"), std::string("@b"), std::string("a@"), std::string("a@b@c"),
              std::string("a@-b"), std::string("a@b-"), std::string("a@b..c"), std::string("a@.b"),
              std::string("a b@c"), std::string("a@b c"), std::string("a@b\n"), std::string("<a@b>"),
              std::string("a@[1.2.3.4]"), std::string("\xc3\xa4@b"), std::string(65, 'a') + "@b",
              "a@" + std::string(64, 'b')})
            CPPUNIT_ASSERT_MESSAGE(bad, !FormReader::isEmail(bad));
        FormReader reader = form({{"a", " ada@example.org "}, {"f", "ada"}});
        CPPUNIT_ASSERT(reader.email("a") == "ada@example.org" && reader.email("none", true).empty() && reader.isGood());
        CPPUNIT_ASSERT(reader.email("f").empty());
        CPPUNIT_ASSERT_EQUAL(std::string("Please enter an e-mail address."), fault(reader));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FormReaderHppTest);

} // namespace portico
