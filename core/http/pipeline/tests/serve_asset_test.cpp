// SPDX-License-Identifier: Apache-2.0
// Requests for assets: conditions, ranges, codings and caching.
#include "../../tests/test_site.h"
#include "support/scratch_dir.h"
#include "support/shortage.h"

#include "http/pipeline/pipeline.h"
#include "http/syntax/fields/http_date.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>

using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

constexpr std::time_t written = 784111777;
constexpr auto* same = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr auto* before = "Sun, 06 Nov 1994 08:49:36 GMT";

class ServeAssetTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ServeAssetTest);
    CPPUNIT_TEST(testFileIsServedWithWhatACacheNeeds);
    CPPUNIT_TEST(testLongFileIsAStretchAndNeverRead);
    CPPUNIT_TEST(testHeadHasTheHeadersOfGet);
    CPPUNIT_TEST(testEmptyFileIsServed);
    CPPUNIT_TEST(testOtherMethodsAreRefused);
    CPPUNIT_TEST(testFingerprintedNameIsKeptForAYear);
    CPPUNIT_TEST(testConditionsAreHeld);
    CPPUNIT_TEST(testNotModifiedSaysWhatTheWholeWouldSay);
    CPPUNIT_TEST(testFailedConditionSaysNothingAboutTheFile);
    CPPUNIT_TEST(testDateThatTellsNothingIsNotSentNorAskedAbout);
    CPPUNIT_TEST(testVersionsOfOneSizeAndTimeAreDistinguished);
    CPPUNIT_TEST(testLongFileWithoutATimeIsAlwaysSent);
    CPPUNIT_TEST(testOnePartIsSentAsItIs);
    CPPUNIT_TEST(testSeveralPartsAreAMultipart);
    CPPUNIT_TEST(testPartsThatBecomeOneAreNoMultipart);
    CPPUNIT_TEST(testRangeAfterTheEndIsRefusedWithTheLength);
    CPPUNIT_TEST(testTooManyRangesAreTheWhole);
    CPPUNIT_TEST(testRangeCountsForGetOnlyAndOnce);
    CPPUNIT_TEST(testPartOfAnotherFileIsTheWhole);
    CPPUNIT_TEST(testConditionComesBeforeRange);
    CPPUNIT_TEST(testPackedFileIsServedAsSuch);
    CPPUNIT_TEST(testPictureThatIsGzipIsServedAsSuch);
    CPPUNIT_TEST(testPictureThatIsGzipOnlyByItsNameIsServedAsItIs);
    CPPUNIT_TEST(testRangeIsOfThePackedBytes);
    CPPUNIT_TEST(testClientThatAcceptsNoCodingGets406);
    CPPUNIT_TEST(testAssetIsNeverCompressedWhileItIsSent);
    CPPUNIT_TEST(testFileOfTheRootIsServedWhereNothingElseIs);
    CPPUNIT_TEST(testFileOfTheRootIsHeldToTheRulesOfAssets);
    CPPUNIT_TEST(testFileOfTheRootWithAGuardIsNotServed);
    CPPUNIT_TEST(testFileThatCannotBeOpenedIsAnsweredAndReported);
    CPPUNIT_TEST_SUITE_END();

    void modified(const std::string& name, std::time_t seconds) const {
        const std::array times{timespec{seconds, 0}, timespec{seconds, 0}};
        CPPUNIT_ASSERT_EQUAL(0, ::utimensat(AT_FDCWD, (dir_.path() / name).c_str(), times.data(), 0));
    }
    void put(const std::string& name, const std::string& bytes) {
        dir_.write(name, bytes);
        modified(name, written);
    }
    Reply get(Fields fields = {}, const std::string& name = "a.txt") {
        return site_.get("/assets/" + name, std::move(fields));
    }
    int status(Fields fields) { return get(std::move(fields)).status; }

public:
    void setUp() override {
        put("a.txt", digits_);
        site_.snapshot.assets = Assets({{"", dir_.path().string()}});
    }

private:
    void testFileIsServedWithWhatACacheNeeds() {
        const Reply reply = get();
        CPPUNIT_ASSERT_EQUAL(200, reply.status);
        CPPUNIT_ASSERT_EQUAL(digits_, reply.body);
        CPPUNIT_ASSERT_EQUAL("1000"s, reply.header("Content-Length"));
        CPPUNIT_ASSERT_EQUAL("text/plain; charset=utf-8"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL(std::string(same), reply.header("Last-Modified"));
        CPPUNIT_ASSERT(reply.header("ETag").starts_with('"'));
        CPPUNIT_ASSERT_EQUAL("no-cache"s, reply.header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("bytes"s, reply.header("Accept-Ranges"));
        CPPUNIT_ASSERT_EQUAL("Accept-Encoding"s, reply.header("Vary"));
        CPPUNIT_ASSERT(site_.steps.empty()); // cookies were not read
    }
    void testLongFileIsAStretchAndNeverRead() {
        for (const auto& [size, inMemory] : {std::pair{8192u, true}, std::pair{8193u, false}}) {
            put("b.txt", std::string(size, 'b'));
            Request request;
            request.method = "GET";
            request.target = "/assets/b.txt";
            request.version = "HTTP/1.1";
            const std::vector<HeaderView> headers = {{"Host", "site.example"}};
            request.headers = headers;
            Exchange x(site_.snapshot, request, "0123456789abcdef");
            answer(x);
            CPPUNIT_ASSERT_EQUAL(std::uint64_t{size}, x.answer.contentLength());
            CPPUNIT_ASSERT_EQUAL(inMemory, x.answer.pieces.empty());
            CPPUNIT_ASSERT_EQUAL(inMemory, !x.answer.body.empty());
            CPPUNIT_ASSERT_EQUAL(std::string(size, 'b'), get({}, "b.txt").body);
        }
    }
    void testHeadHasTheHeadersOfGet() {
        put("b.txt", std::string(100000, 'b'));
        for (const char* target : {"/assets/a.txt", "/assets/b.txt"}) {
            const Reply whole = site_.get(target);
            const Reply head = site_.ask({"HEAD", target});
            CPPUNIT_ASSERT(head.status == 200 && head.body.empty() && head.headersButDate() == whole.headersButDate());
        }
    }
    void testEmptyFileIsServed() {
        put("empty.css", "");
        for (const Fields& fields : {Fields{}, Fields{{"Range", "bytes=0-"}}}) {
            const Reply reply = get(fields, "empty.css");
            CPPUNIT_ASSERT(reply.status == 200 && reply.body.empty() && reply.header("Content-Length") == "0");
        }
    }
    void testOtherMethodsAreRefused() {
        for (const char* method : {"POST", "PUT", "DELETE", "PATCH"}) {
            const Reply reply = site_.ask({method, "/assets/a.txt"});
            CPPUNIT_ASSERT(reply.status == 405 && reply.header("Allow") == "GET, HEAD, OPTIONS");
        }
        CPPUNIT_ASSERT_EQUAL(204, site_.ask({"OPTIONS", "/assets/a.txt"}).status);
    }
    void testFingerprintedNameIsKeptForAYear() {
        put("js/site.3f9a1b2c.js", "x");
        CPPUNIT_ASSERT_EQUAL("public, max-age=31536000, immutable"s,
                             get({}, "js/site.3f9a1b2c.js").header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("no-store"s, get({}, "js/none.3f9a1b2c.js").header("Cache-Control"));
    }
    void testConditionsAreHeld() {
        const std::string tag = get().header("ETag");
        CPPUNIT_ASSERT(status({{"If-None-Match", tag}}) == 304 && status({{"If-None-Match", "W/" + tag}}) == 304);
        CPPUNIT_ASSERT(status({{"If-None-Match", "\"x\""}, {"If-Modified-Since", same}}) == 200);
        CPPUNIT_ASSERT(status({{"If-Modified-Since", same}}) == 304 && status({{"If-Modified-Since", before}}) == 200);
        CPPUNIT_ASSERT(status({{"If-Match", tag}}) == 200 && status({{"If-Match", "*"}}) == 200);
        CPPUNIT_ASSERT(status({{"If-Match", "\"x\""}}) == 412 && status({{"If-Match", "W/" + tag}}) == 412);
        CPPUNIT_ASSERT(status({{"If-Match", "\"x\""}, {"If-None-Match", tag}}) == 412);
        CPPUNIT_ASSERT(status({{"If-Unmodified-Since", same}}) == 200 &&
                       status({{"If-Unmodified-Since", before}}) == 412);
        CPPUNIT_ASSERT_EQUAL(404, get({{"If-Match", "*"}}, "none.txt").status);
    }
    void testNotModifiedSaysWhatTheWholeWouldSay() {
        const Reply whole = get();
        const Reply reply = get({{"If-None-Match", "*"}});
        for (const char* name : {"ETag", "Last-Modified", "Cache-Control", "Vary"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, whole.header(name), reply.header(name));
        CPPUNIT_ASSERT(reply.status == 304 && reply.body.empty() && !reply.hasHeader("Content-Length"));
    }
    void testFailedConditionSaysNothingAboutTheFile() {
        const Reply reply = get({{"If-Match", "\"x\""}});
        CPPUNIT_ASSERT(!reply.hasHeader("ETag") && reply.header("Cache-Control") == "no-store");
        CPPUNIT_ASSERT_EQUAL("application/problem+json"s, reply.header("Content-Type"));
    }
    void testDateThatTellsNothingIsNotSentNorAskedAbout() {
        for (const std::time_t seconds :
             {std::time_t{32503680000}, std::time_t{0}, std::time_t{315532800}}) { // 3000, 1970, 1980
            modified("a.txt", seconds);
            CPPUNIT_ASSERT(!get().hasHeader("Last-Modified") && get().hasHeader("ETag"));
            const std::string date = syntax::formatHttpDate(seconds);
            CPPUNIT_ASSERT_EQUAL(200, status({{"If-Modified-Since", date}}));
            CPPUNIT_ASSERT_EQUAL(200, status({{"If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"}}));
            CPPUNIT_ASSERT_EQUAL(200, status({{"Range", "bytes=0-9"}, {"If-Range", date}}));
        }
    }
    // Reproducible images give every file of every version the same time: browsers kept the old style sheet forever.
    void testVersionsOfOneSizeAndTimeAreDistinguished() {
        for (const std::time_t seconds : {std::time_t{0}, written}) {
            put("v.css", "a{color:red}");
            modified("v.css", seconds);
            const std::string old = get({}, "v.css").header("ETag");
            put("v.css", "a{color:tan}");
            modified("v.css", seconds);
            const Reply reply = get({{"If-None-Match", old}}, "v.css");
            CPPUNIT_ASSERT(reply.status == 200 && reply.body == "a{color:tan}");
            CPPUNIT_ASSERT_EQUAL(200, get({{"Range", "bytes=0-1"}, {"If-Range", old}}, "v.css").status);
            CPPUNIT_ASSERT_EQUAL(412, get({{"If-Match", old}}, "v.css").status);
        }
    }
    void testLongFileWithoutATimeIsAlwaysSent() {
        put("film.bin", std::string(Tags::mostHashed + 1, 'b'));
        modified("film.bin", 0); // changed within this second
        const Reply whole = get({}, "film.bin");
        CPPUNIT_ASSERT(whole.status == 200 && !whole.hasHeader("Last-Modified"));
        for (const Fields& fields :
             {Fields{{"If-None-Match", "\"\""}}, Fields{{"If-Modified-Since", whole.header("Date")}}})
            CPPUNIT_ASSERT_EQUAL(200, get(fields, "film.bin").status);
        CPPUNIT_ASSERT_EQUAL(206, get({{"Range", "bytes=0-9"}}, "film.bin").status);
    }

    void testOnePartIsSentAsItIs() {
        const Reply reply = get({{"Range", "bytes=990-"}});
        CPPUNIT_ASSERT_EQUAL(206, reply.status);
        CPPUNIT_ASSERT_EQUAL("0123456789"s, reply.body);
        CPPUNIT_ASSERT_EQUAL("bytes 990-999/1000"s, reply.header("Content-Range"));
        CPPUNIT_ASSERT_EQUAL("10"s, reply.header("Content-Length"));
        CPPUNIT_ASSERT_EQUAL(get().header("ETag"), reply.header("ETag"));
        put("b.txt", std::string(100000, 'b'));
        CPPUNIT_ASSERT_EQUAL(std::string(50000, 'b'), get({{"Range", "bytes=1-50000"}}, "b.txt").body);
    }
    void testSeveralPartsAreAMultipart() {
        const Reply reply = get({{"Range", "bytes=-1, 0-1"}});
        CPPUNIT_ASSERT_EQUAL(206, reply.status);
        CPPUNIT_ASSERT_EQUAL("multipart/byteranges; boundary=portico-0123456789abcdef"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT(!reply.hasHeader("Content-Range"));
        CPPUNIT_ASSERT_EQUAL("--portico-0123456789abcdef\r\nContent-Type: text/plain; charset=utf-8\r\n"
                             "Content-Range: bytes 999-999/1000\r\n\r\n9\r\n"
                             "--portico-0123456789abcdef\r\nContent-Type: text/plain; charset=utf-8\r\n"
                             "Content-Range: bytes 0-1/1000\r\n\r\n01\r\n--portico-0123456789abcdef--\r\n"s,
                             reply.body);
        CPPUNIT_ASSERT_EQUAL(std::to_string(reply.body.size()), reply.header("Content-Length"));
    }
    void testPartsThatBecomeOneAreNoMultipart() {
        const Reply reply = get({{"Range", "bytes=10-19,0-9,2000-"}});
        CPPUNIT_ASSERT_EQUAL("bytes 0-19/1000"s, reply.header("Content-Range"));
        CPPUNIT_ASSERT_EQUAL("01234567890123456789"s, reply.body);
    }
    void testRangeAfterTheEndIsRefusedWithTheLength() {
        const Reply reply = get({{"Range", "bytes=1000-"}});
        CPPUNIT_ASSERT_EQUAL(416, reply.status);
        CPPUNIT_ASSERT_EQUAL("bytes */1000"s, reply.header("Content-Range"));
        CPPUNIT_ASSERT(!reply.hasHeader("ETag") && reply.header("Cache-Control") == "no-store");
    }
    // Apache sent a megabyte for each of a thousand ranges "0-" in one request (CVE-2011-3192).
    void testTooManyRangesAreTheWhole() {
        std::string many = "bytes=0-";
        for (int i = 0; i < 16; ++i) many += ",0-";
        CPPUNIT_ASSERT_EQUAL(200, status({{"Range", many}}));
        CPPUNIT_ASSERT_EQUAL(206, status({{"Range", many.substr(0, many.size() - 3)}}));
    }
    void testRangeCountsForGetOnlyAndOnce() {
        const Reply head = site_.ask({"HEAD", "/assets/a.txt", {{"Range", "bytes=0-9"}}});
        CPPUNIT_ASSERT(head.status == 200 && head.header("Content-Length") == "1000");
        CPPUNIT_ASSERT_EQUAL(200, status({{"Range", "bytes=0-9"}, {"Range", "bytes=5-9"}}));
    }
    void testPartOfAnotherFileIsTheWhole() {
        const auto ranged = [&](const std::string& condition) {
            return status({{"Range", "bytes=0-9"}, {"If-Range", condition}});
        };
        const std::string tag = get().header("ETag");
        CPPUNIT_ASSERT(ranged(tag) == 206 && ranged(same) == 206);
        CPPUNIT_ASSERT(ranged("\"x\"") == 200 && ranged("W/" + tag) == 200 && ranged(before) == 200 &&
                       ranged("x") == 200);
        CPPUNIT_ASSERT_EQUAL(200, status({{"Range", "bytes=1000-"}, {"If-Range", "\"x\""}}));
    }
    void testConditionComesBeforeRange() {
        CPPUNIT_ASSERT_EQUAL(304, status({{"Range", "bytes=0-9"}, {"If-None-Match", "*"}}));
        CPPUNIT_ASSERT_EQUAL(412, status({{"Range", "bytes=1000-"}, {"If-Match", "\"x\""}}));
    }

    void testPackedFileIsServedAsSuch() {
        put("a.txt.gz", "packed");
        const Reply packed = get({{"Accept-Encoding", "gzip, br"}});
        CPPUNIT_ASSERT_EQUAL("packed"s, packed.body);
        CPPUNIT_ASSERT_EQUAL("gzip"s, packed.header("Content-Encoding"));
        CPPUNIT_ASSERT_EQUAL("text/plain; charset=utf-8"s, packed.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL("Accept-Encoding"s, packed.header("Vary"));
        CPPUNIT_ASSERT(packed.header("ETag") != get().header("ETag"));
        const Fields known{{"Accept-Encoding", "gzip"}, {"If-None-Match", packed.header("ETag")}};
        CPPUNIT_ASSERT(status(known) == 304 && status({known[1]}) == 200);
    }
    // The system's list gave it the type of SVG, and browsers parsed gzip as XML.
    void testPictureThatIsGzipIsServedAsSuch() {
        put("cat.SVGZ", "\x1f\x8bpacked");
        const Reply reply = get({}, "cat.SVGZ");
        CPPUNIT_ASSERT_EQUAL("image/svg+xml"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL("gzip"s, reply.header("Content-Encoding"));
        CPPUNIT_ASSERT_EQUAL("\x1f\x8bpacked"s, reply.body);
    }
    // It was labeled by its name, and browsers could not decode it.
    void testPictureThatIsGzipOnlyByItsNameIsServedAsItIs() {
        for (const std::string content : {"<svg/>", "", "\x1f", "\x1fx"}) {
            put("cat.svgz", content);
            const Reply reply = get({}, "cat.svgz");
            CPPUNIT_ASSERT_EQUAL("image/svg+xml"s, reply.header("Content-Type"));
            CPPUNIT_ASSERT(!reply.hasHeader("Content-Encoding") && reply.body == content);
        }
    }
    void testRangeIsOfThePackedBytes() {
        put("a.txt.br", "packed");
        const Reply reply = get({{"Accept-Encoding", "br"}, {"Range", "bytes=-2"}});
        CPPUNIT_ASSERT(reply.status == 206 && reply.body == "ed");
        CPPUNIT_ASSERT_EQUAL("bytes 4-5/6"s, reply.header("Content-Range"));
        CPPUNIT_ASSERT_EQUAL("br"s, reply.header("Content-Encoding"));
    }
    void testClientThatAcceptsNoCodingGets406() {
        const Reply reply = get({{"Accept-Encoding", "br, identity;q=0"}});
        CPPUNIT_ASSERT(reply.status == 406 && reply.header("Vary") == "Accept-Encoding");
        CPPUNIT_ASSERT_EQUAL(404, get({{"Accept-Encoding", "identity;q=0"}}, "none.txt").status);
    }
    // Compressed siblings are made once, by the author of the file; compressing for each reader would cost more than it gains.
    void testAssetIsNeverCompressedWhileItIsSent() {
        put("b.css", std::string(5000, 'b'));
        const Reply reply = get({{"Accept-Encoding", "gzip, br"}}, "b.css");
        CPPUNIT_ASSERT(!reply.hasHeader("Content-Encoding") && reply.body.size() == 5000);
    }
    void testFileThatCannotBeOpenedIsAnsweredAndReported() {
        std::filesystem::create_symlink("a.txt", dir_.path() / "link.txt");
        CPPUNIT_ASSERT_EQUAL(404, get({}, "link.txt").status);
        told("symbolic links are not followed; replace the link with the file: \"/assets/link.txt\"");
        {
            const portico::test::NoDescriptors none;
            const Reply reply = get();
            CPPUNIT_ASSERT(reply.status == 503 && reply.header("Retry-After") == "2");
            CPPUNIT_ASSERT_EQUAL("a file cannot be opened: Too many open files: \"/assets/a.txt\""s, reply.reason);
        }
        std::filesystem::permissions(dir_.path(), std::filesystem::perms(0711));
        std::filesystem::permissions(dir_.path() / "a.txt", std::filesystem::perms(0600));
        const portico::test::WithoutPrivileges stranger;
        CPPUNIT_ASSERT_EQUAL(403, get().status);
        told("a file cannot be opened: Permission denied: \"/assets/a.txt\"");
    }
    void told(const std::string& line) {
        CPPUNIT_ASSERT_MESSAGE(site_.logged, site_.logged.find(line) != std::string::npos);
        site_.logged.clear();
    }

    void withRoot() {
        put("root/robots.txt", "User-agent: *");
        put("root/.well-known/security.txt", "Contact: mailto:a@example.org");
        put("root/.well-known/apple-app-site-association", "{}");
        put("root/app.3f9a1b2c.js", "x");
        put("root/page", "a file");
        put("root/.env", "secret");
        put("root/.well-known/.hidden", "secret");
        site_.snapshot.rootFiles = Assets({{"", (dir_.path() / "root").string()}}, {}, Assets::Hidden::WellKnown);
        site_.pages["p"] = "a page";
        site_.page("/page", "p");
    }
    void testFileOfTheRootIsServedWhereNothingElseIs() {
        withRoot();
        const Reply reply = site_.get("/robots.txt");
        CPPUNIT_ASSERT(reply.status == 200 && reply.body == "User-agent: *");
        CPPUNIT_ASSERT_EQUAL("text/plain; charset=utf-8"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL("application/json"s,
                             site_.get("/.well-known/apple-app-site-association").header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL("a page"s, site_.get("/page").body);
        CPPUNIT_ASSERT_EQUAL("no-cache"s,
                             site_.get("/app.3f9a1b2c.js").header("Cache-Control")); // root files must be revalidated
        for (const char* target : {"/", "/none.txt", "/.env", "/.well-known", "/.well-known/", "/.well-known/.hidden",
                                   "/robots.txt/", "/.well-known/../.env", "/..%2froot/robots.txt"})
            CPPUNIT_ASSERT_MESSAGE(target, site_.get(target).status >= 400);
    }
    void testFileOfTheRootIsHeldToTheRulesOfAssets() {
        withRoot();
        const std::string tag = site_.get("/robots.txt").header("ETag");
        CPPUNIT_ASSERT_EQUAL(304, site_.get("/robots.txt", {{"If-None-Match", tag}}).status);
        CPPUNIT_ASSERT_EQUAL("agent"s, site_.get("/robots.txt", {{"Range", "bytes=5-9"}}).body);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS"s, site_.ask({"POST", "/robots.txt"}).header("Allow"));
        CPPUNIT_ASSERT_EQUAL(404, site_.ask({"POST", "/none.txt"}).status);
        CPPUNIT_ASSERT(site_.ask({"HEAD", "/robots.txt"}).body.empty());
    }
    void testFileOfTheRootWithAGuardIsNotServed() {
        withRoot();
        site_.snapshot.pathGuards.emplace("/robots.txt", GuardRule::parse("user"));
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/robots.txt").status);
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/%72obots.txt").status);
    }

    static std::string tenDigits(int times) {
        std::string all;
        while (times-- > 0) all += "0123456789";
        return all;
    }

    const std::string digits_ = tenDigits(100);
    portico::test::ScratchDir dir_;
    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(ServeAssetTest);

} // namespace
