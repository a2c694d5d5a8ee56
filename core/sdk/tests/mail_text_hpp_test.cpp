// SPDX-License-Identifier: Apache-2.0
// The bytes of a mail.
#include <portico/mail_text.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class MailTextHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MailTextHppTest);
    CPPUNIT_TEST(testPlainMessageIsExactlyThis);
    CPPUNIT_TEST(testHtmlIsTheSecondAlternative);
    CPPUNIT_TEST(testSeveralRecipientsHaveALineEach);
    CPPUNIT_TEST(testNamesAreQuoted);
    CPPUNIT_TEST(testOtherScriptsBecomeEncodedWords);
    CPPUNIT_TEST(testEncodedWordIsNotForged);
    CPPUNIT_TEST(testLongValuesAreFoldedBetweenCharacters);
    CPPUNIT_TEST(testQuotedPrintableKeepsEveryByte);
    CPPUNIT_TEST(testNoLineIsLongAndNoneBeginsWithADot);
    CPPUNIT_TEST(testBadValuesAreRefused);
    CPPUNIT_TEST_SUITE_END();

    MailMessage message_{{{"ada@example.org"}}, "Hello", "Text.\n"};
    MailStamp stamp_{{"site@portico.example"}, 784111777, "0123456789abcdef"};

    std::string text() const { return mailText(message_, stamp_); }
    static bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

    // Every line, without CR LF; there is no other CR or LF.
    static std::vector<std::string> linesOf(std::string text) {
        std::vector<std::string> lines;
        while (!text.empty()) {
            const std::size_t end = text.find("\r\n");
            CPPUNIT_ASSERT(end != std::string::npos);
            lines.push_back(text.substr(0, end));
            CPPUNIT_ASSERT(lines.back().find_first_of("\r\n") == std::string::npos);
            text.erase(0, end + 2);
        }
        return lines;
    }

    void testPlainMessageIsExactlyThis() {
        CPPUNIT_ASSERT_EQUAL(std::string("From: <site@portico.example>\r\n"
                                         "To: <ada@example.org>\r\n"
                                         "Subject: Hello\r\n"
                                         "Date: Sun, 06 Nov 1994 08:49:37 +0000\r\n"
                                         "Message-ID: <0123456789abcdef@portico.example>\r\n"
                                         "MIME-Version: 1.0\r\n"
                                         "Auto-Submitted: auto-generated\r\n"
                                         "Content-Type: text/plain; charset=utf-8\r\n"
                                         "Content-Transfer-Encoding: quoted-printable\r\n"
                                         "\r\n"
                                         "Text.\r\n"),
                             text());
    }

    void testHtmlIsTheSecondAlternative() {
        message_.html = "<p>HTML</p>";
        CPPUNIT_ASSERT(has(text(), "Content-Type: multipart/alternative;\r\n boundary=\"=_0123456789abcdef\"\r\n\r\n"
                                   "--=_0123456789abcdef\r\n"
                                   "Content-Type: text/plain; charset=utf-8\r\n"
                                   "Content-Transfer-Encoding: quoted-printable\r\n\r\nText.\r\n\r\n"
                                   "--=_0123456789abcdef\r\n"
                                   "Content-Type: text/html; charset=utf-8\r\n"
                                   "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>HTML</p>\r\n\r\n"
                                   "--=_0123456789abcdef--\r\n"));
        message_.text = "--=_0123456789abcdef--\n"; // a text cannot end the part
        CPPUNIT_ASSERT(has(text(), "\r\n--=3D_0123456789abcdef--\r\n"));
    }

    void testSeveralRecipientsHaveALineEach() {
        message_.to = {{"ada@example.org", "Ada"}, {"bob@example.org"}};
        message_.replyTo = {"desk@example.org", "Desk"};
        CPPUNIT_ASSERT(has(text(), "\r\nTo: \"Ada\"\r\n <ada@example.org>,\r\n <bob@example.org>\r\n"
                                   "Reply-To: \"Desk\"\r\n <desk@example.org>\r\n"));
    }

    void testNamesAreQuoted() {
        stamp_.from.name = "The \"Site\" <eve@example.org>, \\";
        CPPUNIT_ASSERT(
            has(text(), "From: \"The \\\"Site\\\" <eve@example.org>, \\\\\"\r\n <site@portico.example>\r\n"));
    }

    void testOtherScriptsBecomeEncodedWords() {
        message_.subject = "Gr\xc3\xbc\xc3\x9f\x65";
        message_.to[0].name = "\xc3\x85sa";
        CPPUNIT_ASSERT(has(text(), "\r\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n"));
        CPPUNIT_ASSERT(has(text(), "\r\nTo: =?UTF-8?B?w4VzYQ==?=\r\n <ada@example.org>\r\n"));
    }

    void testEncodedWordIsNotForged() {
        message_.subject = "=?UTF-8?B?ZXZpbA==?=";
        CPPUNIT_ASSERT(has(text(), "\r\nSubject: =?UTF-8?B?PT9VVEYtOD9CP1pYWnBiQT09Pz0=?=\r\n"));
    }

    void testLongValuesAreFoldedBetweenCharacters() {
        for (std::size_t i = 0; i < 250; ++i) message_.subject += "\xc3\xbc";
        message_.subject.erase(0, 5);
        const std::string all = text();
        CPPUNIT_ASSERT(has(all, "?=\r\n =?UTF-8?B?"));
        for (const std::string& line : linesOf(all)) {
            CPPUNIT_ASSERT(line.size() <= 76);
            const std::size_t word = line.find("=?UTF-8?B?");
            // 38 bytes, 19 characters, in 52 letters; the last word is shorter.
            if (word != std::string::npos) CPPUNIT_ASSERT(line.size() - word == 64 || line.size() - word == 20);
        }
    }

    static std::string decoded(const std::string& lines) {
        std::string out;
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (lines[at] != '=') {
                out += lines[at];
            } else if (lines[at + 1] == '\r') {
                at += 2;
            } else {
                out += static_cast<char>(std::stoi(lines.substr(at + 1, 2), nullptr, 16));
                at += 2;
            }
        }
        return out;
    }

    void testQuotedPrintableKeepsEveryByte() {
        std::string line;
        for (int c = 1; c < 256; ++c)
            if (c != '\n' && c != '\r') line += static_cast<char>(c);
        const std::string all =
            line + ' ' + "\r\n\r\n.\r\n..\r\nFrom me\r\na \r\nb\t\r\n" + std::string(500, ' ') + "\r\n";
        CPPUNIT_ASSERT_EQUAL(all, decoded(quotedPrintable(all)));
        CPPUNIT_ASSERT_EQUAL(std::string("a\r\nb\r\n"), quotedPrintable("a\nb"));
        CPPUNIT_ASSERT_EQUAL(std::string("=2E\r\n=46rom x\r\nForm\r\na=20\r\n a=3D\r\n"),
                             quotedPrintable(".\nFrom x\nForm\na \n a=\n"));
    }

    void testNoLineIsLongAndNoneBeginsWithADot() {
        for (const char* piece : {".", "x", " ", "From ", "\xe2\x82\xac", "=", "x.", ". "}) {
            message_.text.clear();
            for (int i = 0; i < 400; ++i) message_.text += piece;
            message_.text = message_.html = message_.text + '\n' + message_.text;
            for (const std::string& line : linesOf(text())) {
                CPPUNIT_ASSERT(line.size() <= 76 && line.substr(0, 1) != "." && line.substr(0, 5) != "From ");
                CPPUNIT_ASSERT(line.empty() || line.back() != ' ');
            }
        }
    }

    void testBadValuesAreRefused() {
        for (const char* unique : {"", "0123456789abcde", "0123456789abcde>", "0123456789abcdef\r\nX: y"}) {
            stamp_.unique = unique;
            CPPUNIT_ASSERT_THROW(text(), Error);
        }
        stamp_.unique = std::string(65, 'a');
        CPPUNIT_ASSERT_THROW(text(), Error);
        stamp_.unique = std::string(64, 'a');
        stamp_.from.address = "site";
        CPPUNIT_ASSERT_THROW(text(), Error);
        stamp_.from = {"site@portico.example", "A\r\nBcc: eve@example.org"};
        CPPUNIT_ASSERT_THROW(text(), Error);
        stamp_.from.name.clear();
        message_.to.clear();
        CPPUNIT_ASSERT_THROW(text(), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailTextHppTest);

} // namespace portico
