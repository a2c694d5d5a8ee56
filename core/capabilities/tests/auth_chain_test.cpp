// SPDX-License-Identifier: Apache-2.0
// What the answers of several auth plugins mean together, for every combination in every order, and which plugin does what.
#include "capabilities/auth_chain.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <array>
#include <stdexcept>

using namespace portico;
using namespace portico::capabilities;

namespace {

using Verdict = Auth::Verdict;
constexpr std::array all{Verdict::Known, Verdict::Stranger, Verdict::Invalid, Verdict::Unavailable};

portico_status cannotTell(void*, portico_exchange*, const portico_identity*, portico_error*) { return PORTICO_FAILED; }
portico_status cannotAsk(void*, portico_exchange*, portico_error*) { return PORTICO_FAILED; }
portico_str nowhere(void*) { return {}; }

const portico_auth bare{sizeof(portico_auth), 0, cannotTell, cannotAsk, nowhere, nowhere};
const portico_auth form{sizeof(portico_auth),
                        0,
                        cannotTell,
                        cannotAsk,
                        [](void*) { return PORTICO_STR("/in"); },
                        [](void*) { return PORTICO_STR("/out"); }};
const portico_auth otherForm{sizeof(portico_auth),
                             0,
                             cannotTell,
                             cannotAsk,
                             [](void*) { return PORTICO_STR("/in2"); },
                             [](void*) { return PORTICO_STR("/out2"); }};

// A chain of three whose members answer with these verdicts.
AuthChain::Result resultOf(const AuthChain& chain, std::array<Verdict, 3> verdicts) {
    std::size_t next = 0;
    return chain.identify([&](const Auth&) { return verdicts.at(next++); });
}

class AuthChainTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AuthChainTest);
    CPPUNIT_TEST(testSomebodyIsKnownOnlyIfNobodyElseFoundAnything);
    CPPUNIT_TEST(testAnyErrorIsAnError);
    CPPUNIT_TEST(testOrderDoesNotMatter);
    CPPUNIT_TEST(testOverruledMemberIsNamed);
    CPPUNIT_TEST(testFirstWithALoginPathAnswersTheChallenge);
    CPPUNIT_TEST(testUserLogsOutWhereTheLoginWas);
    CPPUNIT_TEST(testChainOfNobodyDoesNotExist);
    CPPUNIT_TEST_SUITE_END();

    const AuthChain chain_{{{"a", {&bare, nullptr}}, {"b", {&form, nullptr}}, {"c", {&otherForm, nullptr}}}};

    template <class Check>
    static void forEachCombination(Check check) {
        for (const Verdict a : all)
            for (const Verdict b : all)
                for (const Verdict c : all) check(std::array{a, b, c});
    }

    void testSomebodyIsKnownOnlyIfNobodyElseFoundAnything() {
        forEachCombination([&](std::array<Verdict, 3> verdicts) {
            const auto known = std::ranges::count(verdicts, Verdict::Known);
            const auto strangers = std::ranges::count(verdicts, Verdict::Stranger);
            const auto result = resultOf(chain_, verdicts);
            CPPUNIT_ASSERT_EQUAL(known == 1 && strangers == 2, result.verdict == Verdict::Known);
            CPPUNIT_ASSERT_EQUAL(strangers == 3, result.verdict == Verdict::Stranger);
            CPPUNIT_ASSERT_EQUAL(result.verdict == Verdict::Known, result.by != nullptr);
        });
    }
    void testAnyErrorIsAnError() {
        forEachCombination([&](std::array<Verdict, 3> verdicts) {
            const bool hasError = std::ranges::count(verdicts, Verdict::Unavailable) != 0;
            CPPUNIT_ASSERT_EQUAL(hasError, resultOf(chain_, verdicts).verdict == Verdict::Unavailable);
        });
    }
    void testOrderDoesNotMatter() {
        forEachCombination([&](std::array<Verdict, 3> verdicts) {
            const auto [a, b, c] = verdicts;
            for (const auto& order : {std::array{a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}})
                CPPUNIT_ASSERT(resultOf(chain_, verdicts).verdict == resultOf(chain_, order).verdict);
        });
    }
    void testOverruledMemberIsNamed() {
        const auto result = resultOf(chain_, {Verdict::Invalid, Verdict::Known, Verdict::Stranger});
        CPPUNIT_ASSERT(result.verdict == Verdict::Invalid && result.overruled != nullptr);
        CPPUNIT_ASSERT_EQUAL(std::string("b"), result.overruled->plugin());
        CPPUNIT_ASSERT(resultOf(chain_, {Verdict::Invalid, Verdict::Invalid, Verdict::Stranger}).overruled == nullptr);
        CPPUNIT_ASSERT(resultOf(chain_, {Verdict::Known, Verdict::Stranger, Verdict::Stranger}).overruled == nullptr);
    }
    void testFirstWithALoginPathAnswersTheChallenge() {
        CPPUNIT_ASSERT_EQUAL(std::string("b"), chain_.challenger().plugin());
        CPPUNIT_ASSERT_EQUAL(std::string("/in"), chain_.loginPath());
        const AuthChain without({{"a", {&bare, nullptr}}, {"d", {&bare, nullptr}}});
        CPPUNIT_ASSERT_EQUAL(std::string("a"), without.challenger().plugin());
        CPPUNIT_ASSERT(without.loginPath().empty());
    }
    void testUserLogsOutWhereTheLoginWas() {
        CPPUNIT_ASSERT_EQUAL(std::string("/out"), chain_.logoutPath(nullptr));
        CPPUNIT_ASSERT_EQUAL(std::string(), chain_.logoutPath(&chain_.members()[0]));
        CPPUNIT_ASSERT_EQUAL(std::string("/out2"), chain_.logoutPath(&chain_.members()[2]));
    }
    void testChainOfNobodyDoesNotExist() { CPPUNIT_ASSERT_THROW(AuthChain({}), std::logic_error); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AuthChainTest);

} // namespace
