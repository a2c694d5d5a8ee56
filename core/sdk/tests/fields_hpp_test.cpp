// SPDX-License-Identifier: Apache-2.0
// The C++ wrapper for enumerating a request.
#include "support/test_exchange.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <iterator>

namespace portico {

using test::TestExchange;

class FieldsHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FieldsHppTest);
    CPPUNIT_TEST(testEachKindIsARange);
    CPPUNIT_TEST(testNoneIsAnEmptyRange);
    CPPUNIT_TEST(testARangeIsUsableByAlgorithms);
    CPPUNIT_TEST(testConnectionIsDescribed);
    CPPUNIT_TEST_SUITE_END();

    static std::string linesOf(const FieldRange& fields) {
        std::string lines;
        for (const auto [name, value] : fields) lines.append(name).append("=").append(value).append(";");
        return lines;
    }

    void testEachKindIsARange() {
        TestExchange x;
        x.headers = {{"X-A", "1"}, {"x-a", "2"}};
        x.cookies = {{"sid", "3"}};
        x.queryFields = {{"q", "4"}, {"r", ""}};
        x.formFields = {{"f", "5"}};
        x.trailers = {{"Digest", "6"}};
        const Exchange exchange = x.view();
        CPPUNIT_ASSERT_EQUAL(std::string("X-A=1;x-a=2;"), linesOf(exchange.headers()));
        CPPUNIT_ASSERT_EQUAL(std::string("sid=3;"), linesOf(exchange.cookies()));
        CPPUNIT_ASSERT_EQUAL(std::string("q=4;r=;"), linesOf(exchange.query()));
        CPPUNIT_ASSERT_EQUAL(std::string("f=5;"), linesOf(exchange.form()));
        CPPUNIT_ASSERT_EQUAL(std::string("Digest=6;"), linesOf(exchange.trailers()));
        CPPUNIT_ASSERT(exchange.query("q") == "4" && exchange.form("f") == "5");
    }
    void testNoneIsAnEmptyRange() {
        TestExchange x;
        const FieldRange none = x.view().headers();
        CPPUNIT_ASSERT(none.empty() && none.begin() == none.end());
    }
    void testARangeIsUsableByAlgorithms() {
        TestExchange x;
        x.headers = {{"A", "1"}, {"B", "2"}, {"A", "3"}};
        const FieldRange all = x.view().headers();
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{3}, std::distance(all.begin(), all.end()));
        CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{2}, std::count_if(all.begin(), all.end(),
                                                              [](const Field& field) { return field.name == "A"; }));
        FieldRange::Iterator at = all.begin();
        CPPUNIT_ASSERT((at++)->value == "1" && at->value == "2" && at != all.begin());
    }
    void testConnectionIsDescribed() {
        TestExchange x;
        x.port = 50123;
        x.tlsVersion = "TLSv1.3";
        x.certificateSubject = "CN=ada";
        const portico_connection c = x.view().connection();
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{50123}, c.port);
        CPPUNIT_ASSERT(view(c.tls_version) == "TLSv1.3" && view(c.certificate_subject) == "CN=ada");
        CPPUNIT_ASSERT(view(c.tls_cipher).empty() && view(c.certificate).empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FieldsHppTest);

} // namespace portico
