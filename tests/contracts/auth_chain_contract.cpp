// SPDX-License-Identifier: Apache-2.0
// A chain is never weaker than its members: every ordered pair of the auth plugins in this tree, as built, with every combination of
// no, bad and good credentials, and with a member that fails.
#include "capabilities/auth_chain.h"
#include "support/test_host.h"
#include "support/test_plugin.h"
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>

#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace {

using portico::Value;
using portico::capabilities::Auth;
using portico::capabilities::AuthChain;
using portico::capabilities::Provided;
using portico::test::TestExchange;
using portico::test::TestPlugin;
using Verdict = Auth::Verdict;

// SHA-256 of "pk_" and 43 times "A".
constexpr const char* keyDigest = "fc03697119e33d7be05062769f7244a89202a1f5b264b9a33454f4f33d2e4cee";
const std::string apiKey = "pk_" + std::string(43, 'A');

// Credentials of one plugin: how a request carries them.
struct Credentials {
    TestExchange::Fields headers{}, cookies{};
};

void add(TestExchange& x, const Credentials& more) {
    x.headers.insert(x.headers.end(), more.headers.begin(), more.headers.end());
    x.cookies.insert(x.cookies.end(), more.cookies.begin(), more.cookies.end());
}

// The value of a setting in the answer of a form.
std::string between(const std::string& text, const std::string& begin, char end) {
    const std::size_t at = text.find(begin);
    CPPUNIT_ASSERT_MESSAGE(text, at != std::string::npos);
    return text.substr(at + begin.size(), text.find(end, at + begin.size()) - at - begin.size());
}

// A plugin of this tree, with every way in which a request can carry its credentials.
struct Member {
    Member(const std::string& file, const portico::test::TestHost& host)
        : name(file.substr(file.rfind('/') + 1)), plugin(file, host) {
        name = name.substr(0, name.find('.'));
        if (name == "auth_basic")
            addBasic();
        else if (name == "auth_cookie")
            addCookie();
        else if (name == "auth_apikey")
            addApiKey();
        else
            throw std::logic_error("teach this test the credentials of " + name);
    }
    Provided provided() const { return {name, plugin.provider(PORTICO_AUTH)}; }

    std::string name;
    TestPlugin plugin;
    std::vector<Credentials> good, bad;

private:
    void addBasic() {
        good = {{.headers = {{"Authorization", "Basic YWRhQHgub3JnOjEyMzQ1"}}}}; // ada@x.org:12345
        bad = {{.headers = {{"Authorization", "Basic YWRhQHgub3JnOjU0MzIx"}}},
               {.headers = {{"Authorization", "Basic"}}}};
    }
    void addCookie() {
        TestExchange login("POST", "/auth/login"), token("POST", "/token");
        login.formFields = {{"username", "ada@x.org"}, {"password", "12345"}, {"next", "/"}};
        token.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        token.formFields = {{"grant_type", "password"}, {"username", "ada@x.org"}, {"password", "12345"}};
        plugin.handle(login);
        plugin.handle(token);
        const std::string cookie = between(login.answerHeader("Set-Cookie").value_or(""), "session=", ';');
        const std::string bearer = between(token.answerBody, R"("access_token":")", '"');
        good = {{.cookies = {{"session", cookie}}}, {.headers = {{"Authorization", "Bearer " + bearer}}}};
        bad = {{.cookies = {{"session", cookie + "x"}}},
               {.cookies = {{"session", ""}}},
               {.headers = {{"Authorization", "Bearer " + bearer + "x"}}}};
    }
    void addApiKey() {
        const std::string wrong = "pk_" + std::string(43, 'B');
        good = {{.headers = {{"X-Api-Key", apiKey}}}, {.headers = {{"Authorization", "Bearer " + apiKey}}}};
        bad = {{.headers = {{"X-Api-Key", wrong}}},
               {.headers = {{"X-Api-Key", ""}}},
               {.headers = {{"Authorization", "Bearer " + wrong}}}};
    }
};

std::string nameOf(Verdict verdict) {
    switch (verdict) {
    case Verdict::Known: return "known";
    case Verdict::Stranger: return "stranger";
    case Verdict::Invalid: return "invalid";
    case Verdict::Unavailable: return "unavailable";
    }
    return "?";
}

class AuthChainContract : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AuthChainContract);
    CPPUNIT_TEST(testNoCredentialsAreAStranger);
    CPPUNIT_TEST(testCredentialsOfOneMemberMeanWhatThisMemberSays);
    CPPUNIT_TEST(testTwoGoodCredentialsAreDenied);
    CPPUNIT_TEST(testBadCredentialsBesideGoodOnesAreDenied);
    CPPUNIT_TEST(testStoreThatIsDownIdentifiesNobody);
    CPPUNIT_TEST(testMemberThatFailsClosesTheChainWhateverTheOtherSays);
    CPPUNIT_TEST(testIdentityTellsTheSchemeOfItsMember);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    portico::test::TestStores stores_{[this] { return host_.seconds(); }};
    std::vector<std::unique_ptr<Member>> members_;

    struct Answer {
        Verdict verdict;
        std::string scheme;
        const Auth* by;
        std::string name() const { return nameOf(verdict); }
    };
    static Answer ask(const AuthChain& chain, const std::vector<Credentials>& sent) {
        TestExchange x;
        for (const Credentials& each : sent) add(x, each);
        std::string scheme;
        const auto result = chain.identify([&](const Auth& member) {
            portico::Why why;
            return member.identify(
                *x.get(), [&](const portico_user& user, std::string_view) { scheme = portico::view(user.scheme); },
                why);
        });
        return {result.verdict, scheme, result.by};
    }
    void forEachPair(const std::function<void(const Member&, const Member&, const AuthChain&)>& check) const {
        for (const auto& one : members_)
            for (const auto& other : members_)
                if (one != other) check(*one, *other, AuthChain({one->provided(), other->provided()}));
    }
    static void is(const std::string& expected, const Answer& answer, const Member& one, const Member& other) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(one.name + ", " + other.name, expected, answer.name());
        CPPUNIT_ASSERT_EQUAL(expected == "known", answer.by != nullptr);
    }

public:
    void setUp() override {
        host_.settings = {{"cookie_name", "session"}, {"session_idle", "7200"}, {"session_most", "86400"},
                          {"token_lifetime", "600"},  {"login_page", "login"},  {"require_email", "true"},
                          {"signing_key", ""},        {"issuer", "portico"},    {"audience", "portico"},
                          {"realm", "portico"},       {"clock_skew", "30"},     {"allow_insecure", "false"}};
        host_.values["keys"] = Value::List{Value::Map{
            {"id", "one"}, {"sha256", keyDigest}, {"user", "ada@x.org"}, {"scopes", Value::List{}}, {"expires", ""}}};
        host_.capabilities = {{PORTICO_USERS, stores_.usersProvider()}, {PORTICO_SESSIONS, stores_.sessionsProvider()}};
        stores_.users().add("ada@x.org", "12345");
        std::istringstream files(AUTH_PLUGINS);
        for (std::string file; std::getline(files, file, ',');)
            members_.push_back(std::make_unique<Member>(file, host_));
        CPPUNIT_ASSERT(members_.size() >= 3);
    }
    void tearDown() override { members_.clear(); }

    void testNoCredentialsAreAStranger() {
        forEachPair([](const Member& one, const Member& other, const AuthChain& chain) {
            is("stranger", ask(chain, {}), one, other);
            is("stranger", ask(chain, {{.headers = {{"Authorization", "Digest a=b"}}}}), one, other);
        });
    }

    void testCredentialsOfOneMemberMeanWhatThisMemberSays() {
        forEachPair([](const Member& one, const Member& other, const AuthChain& chain) {
            for (const Member* member : {&one, &other}) {
                for (const Credentials& good : member->good) is("known", ask(chain, {good}), one, other);
                for (const Credentials& bad : member->bad) is("invalid", ask(chain, {bad}), one, other);
            }
        });
    }

    void testTwoGoodCredentialsAreDenied() {
        forEachPair([](const Member& one, const Member& other, const AuthChain& chain) {
            for (const Credentials& first : one.good)
                for (const Credentials& second : other.good) {
                    is("invalid", ask(chain, {first, second}), one, other);
                    is("invalid", ask(chain, {second, first}), one, other);
                }
        });
    }

    void testBadCredentialsBesideGoodOnesAreDenied() {
        forEachPair([](const Member& one, const Member& other, const AuthChain& chain) {
            for (const Credentials& bad : one.bad)
                for (const Credentials& good : other.good) {
                    is("invalid", ask(chain, {bad, good}), one, other);
                    is("invalid", ask(chain, {good, bad}), one, other);
                }
        });
    }

    void testStoreThatIsDownIdentifiesNobody() {
        stores_.users().down = stores_.sessions().down = true;
        forEachPair([](const Member& one, const Member& other, const AuthChain& chain) {
            is("unavailable", ask(chain, {one.good.front()}), one, other);
            is("unavailable", ask(chain, {other.good.front()}), one, other);
            is("stranger", ask(chain, {}), one, other);
        });
    }

    void testMemberThatFailsClosesTheChainWhateverTheOtherSays() {
        portico_auth failing{sizeof(portico_auth),
                             0,
                             nullptr,
                             nullptr,
                             [](void*) { return portico_str{}; },
                             [](void*) { return portico_str{}; }};
        for (const auto identify : std::initializer_list<decltype(portico_auth::identify)>{
                 [](void*, portico_exchange*, const portico_identity*, portico_error*) {
                     return portico_status{PORTICO_FAILED};
                 },
                 [](void*, portico_exchange*, const portico_identity*, portico_error*) {
                     return portico_status{PORTICO_OK};
                 },
                 [](void*, portico_exchange*, const portico_identity*, portico_error*) -> portico_status {
                     throw std::runtime_error("no memory");
                 }}) {
            failing.identify = identify;
            for (const auto& member : members_)
                for (const AuthChain& chain : {AuthChain({member->provided(), {"failing", {&failing, nullptr}}}),
                                               AuthChain({{"failing", {&failing, nullptr}}, member->provided()})})
                    for (const auto& sent : {member->good, member->bad, {Credentials{}}})
                        for (const Credentials& each : sent) is("unavailable", ask(chain, {each}), *member, *member);
        }
    }

    void testIdentityTellsTheSchemeOfItsMember() {
        forEachPair([](const Member& one, const Member& other, const AuthChain& chain) {
            const Answer first = ask(chain, {one.good.front()}), second = ask(chain, {other.good.front()});
            CPPUNIT_ASSERT_EQUAL(one.name, first.by->plugin());
            CPPUNIT_ASSERT_EQUAL(other.name, second.by->plugin());
            CPPUNIT_ASSERT(!first.scheme.empty() && first.scheme != second.scheme);
        });
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AuthChainContract);

} // namespace
