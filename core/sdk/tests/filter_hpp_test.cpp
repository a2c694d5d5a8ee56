// SPDX-License-Identifier: Apache-2.0
// Filters in C++: which functions their tables have, and what passes the border.
#include "open_plugin.h"
#include "support/test_filter.h"

namespace portico {

namespace {

using test::Open;
using test::TestExchange;
using test::TestHead;
using test::TestRewrite;

// Plugins that are filters themselves; each overrides other functions.
class OnlyHead final : public Plugin, public Filter {
public:
    explicit OnlyHead(Host) {}
    OnlyHead& filter() { return *this; }

private:
    void head(const Exchange&, Head& head) override {
        head.setHeader("X-A", "1");
        head.status(404);
    }
};

class Requests final : public Filter {
public:
    std::function<Next(Exchange&, Rewrite&)> act = [](Exchange&, Rewrite&) { return Next::Pass; };
    Next request(Exchange& x, Rewrite& rewrite) override { return act(x, rewrite); }
};
class HasRequests final : public Plugin {
public:
    explicit HasRequests(Host) {}
    Requests& filter() { return filter_; }
    Requests filter_;
};

// What the class overrides is not known.
class Hidden final : public Plugin {
public:
    explicit Hidden(Host) {}
    Filter& filter() { return filter_; }
    Requests filter_;
};

} // namespace

class FilterHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterHppTest);
    CPPUNIT_TEST(testATableHasTheFunctionsThatTheClassOverrides);
    CPPUNIT_TEST(testAFilterPassesAnswersOrRewrites);
    CPPUNIT_TEST(testWhatAFilterThrowsBecomesAStatusOrAnAnswer);
    CPPUNIT_TEST(testTheHeadIsChangedThroughItsClass);
    CPPUNIT_TEST(testWhatTheHostKeepsIsNoException);
    CPPUNIT_TEST_SUITE_END();

    void testATableHasTheFunctionsThatTheClassOverrides() {
        const auto& head = *Open<OnlyHead>().table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT(head.request == nullptr && head.admitted == nullptr && head.end == nullptr &&
                       head.head != nullptr);
        const auto& request = *Open<HasRequests>().table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT(request.request != nullptr && request.head == nullptr);
        const auto& all = *Open<Hidden>().table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT(all.request != nullptr && all.admitted != nullptr && all.head != nullptr && all.end != nullptr);
        CPPUNIT_ASSERT(Open<test::Nothing>().table<portico_filter>(PORTICO_FILTER) == nullptr);
    }

    portico_status ask(const std::function<Filter::Next(Exchange&, Rewrite&)>& act) {
        const Open<HasRequests> open;
        open.plugin().filter_.act = act;
        const auto& filter = *open.table<portico_filter>(PORTICO_FILTER);
        return filter.request(open.self(), x_.get(), rewrite_.get(), nullptr);
    }

    void testAFilterPassesAnswersOrRewrites() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask([](auto&, auto&) { return Filter::Next::Pass; }));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED},
                             ask([](auto&, auto&) { return Filter::Next::Answered; }));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask([](auto&, Rewrite& rewrite) {
                                 rewrite.to("/new");
                                 return Filter::Next::Pass;
                             }));
        CPPUNIT_ASSERT_EQUAL(std::string("/new"), rewrite_.target.value());
    }

    void testWhatAFilterThrowsBecomesAStatusOrAnAnswer() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED},
                             ask([](auto&, auto&) -> Filter::Next { throw std::runtime_error("no"); }));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, ask([](auto&, Rewrite& rewrite) {
                                 rewrite.to("elsewhere");
                                 return Filter::Next::Pass;
                             }));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED},
                             ask([](auto&, auto&) -> Filter::Next { throw HttpError(429, "Slowly."); }));
        CPPUNIT_ASSERT_EQUAL(429, x_.status);
        CPPUNIT_ASSERT(x_.failed);
    }

    void testTheHeadIsChangedThroughItsClass() {
        const Open<OnlyHead> open;
        TestHead head;
        const auto& filter = *open.table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, filter.head(open.self(), x_.get(), head.get(), nullptr));
        CPPUNIT_ASSERT_EQUAL(404, head.status());
        CPPUNIT_ASSERT_EQUAL(std::string("1"), head.header("x-a"));
    }

    void testWhatTheHostKeepsIsNoException() {
        TestHead kept;
        kept.denied = {"set-cookie"};
        kept.headers = {{"Set-Cookie", "a=b"}};
        Head head(kept.get());
        CPPUNIT_ASSERT(!head.setHeader("Set-Cookie", "c=d") && !head.removeHeader("SET-COOKIE"));
        CPPUNIT_ASSERT(!head.removeHeader("X-None"));
        CPPUNIT_ASSERT(head.header("set-cookie") == "a=b" && !head.header("set-cookie", 1));
        CPPUNIT_ASSERT_THROW(head.setHeader("X-A", "a\r\nb"), Error);
        CPPUNIT_ASSERT_THROW(head.status(99), Error);
    }

    TestExchange x_;
    TestRewrite rewrite_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterHppTest);

} // namespace portico
