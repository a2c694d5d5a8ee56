// SPDX-License-Identifier: Apache-2.0
// Which texts are accepted as hashes, their costs, and the exact caps.
#include "passwords/hash_kind.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::passwords;

namespace {

const std::string salt16 = "$c29tZXNhbHQ";
const std::string tag32 = "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
const std::string sha512Tag(86, 'x');
const std::string scryptTag(43, '.');

std::string argon2(const std::string& parameters) { return "$argon2id$v=19$" + parameters + salt16 + tag32; }
std::string sha512(const std::string& middle) { return "$6$" + middle + "$" + sha512Tag; }
std::string bcrypt(const std::string& cost) { return "$2b$" + cost + "$" + std::string(53, 'a'); }
std::string fault(const std::string& text) { return readHash(text).fault; }
bool accepted(const std::string& text) { return readHash(text).kind.has_value(); }

} // namespace

class HashKindTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HashKindTest);
    CPPUNIT_TEST(testEverySchemeIsRead);
    CPPUNIT_TEST(testCostsOrderSchemes);
    CPPUNIT_TEST(testSha2RoundsAreCapped);
    CPPUNIT_TEST(testBcryptCostIsCapped);
    CPPUNIT_TEST(testArgon2IsCapped);
    CPPUNIT_TEST(testScryptIsCapped);
    CPPUNIT_TEST(testYescryptIsCapped);
    CPPUNIT_TEST(testNumbersAreCanonical);
    CPPUNIT_TEST(testCutAndLengthenedHashesAreRefused);
    CPPUNIT_TEST(testForeignBytesAreRefused);
    CPPUNIT_TEST(testLockedAndUnknownFormatsNameTheReason);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEverySchemeIsRead() {
        const auto is = [](Scheme scheme, std::uint32_t memory, std::uint32_t work, const std::string& text) {
            const HashReading reading = readHash(text);
            CPPUNIT_ASSERT_MESSAGE(text + ": " + reading.fault, reading.kind.has_value());
            CPPUNIT_ASSERT_MESSAGE(text, (*reading.kind == HashKind{scheme, memory, work}));
        };
        is(Scheme::argon2id, 19456, 2, argon2("m=19456,t=2,p=1"));
        is(Scheme::argon2i, 256, 3, "$argon2i$v=19$m=256,t=3,p=1" + salt16 + tag32);
        is(Scheme::sha512crypt, 0, 5000, sha512("saltstring"));
        is(Scheme::sha512crypt, 0, 656000, sha512("rounds=656000$r8Ft1VUrj3.ewIXT"));
        is(Scheme::sha256crypt, 0, 5000, "$5$s$" + scryptTag);
        for (const std::string letter : {"a", "b", "x", "y"})
            is(Scheme::bcrypt, 0, 12, "$2" + letter + "$12$" + std::string(53, '/'));
        is(Scheme::md5crypt, 0, 1000, "$1$saltstri$qQY4WxjABChYG1ccLpfkz/");
        is(Scheme::yescrypt, 16384, 1, "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$" + scryptTag);
        is(Scheme::scrypt, 65536, 1, "$7$CU..../....k2XAnEHBqQ1Ct2aMXFKNa/$" + scryptTag);
    }

    // The order was measured: md5crypt, argon2id as new hashes have it, bcrypt 10, $6$ of the seed, bcrypt 16.
    void testCostsOrderSchemes() {
        const auto cost = [](const std::string& text) { return readHash(text).kind->cost(); };
        CPPUNIT_ASSERT(cost("$1$saltstri$qQY4WxjABChYG1ccLpfkz/") < cost(argon2("m=19456,t=2,p=1")));
        CPPUNIT_ASSERT(cost(argon2("m=19456,t=2,p=1")) < cost(bcrypt("10")));
        CPPUNIT_ASSERT(cost(bcrypt("10")) < cost(sha512("rounds=656000$salt")));
        CPPUNIT_ASSERT(cost(sha512("rounds=656000$salt")) < cost(bcrypt("16")));
        CPPUNIT_ASSERT(cost(argon2("m=8,t=1,p=1")) >= 1);
    }

    void testSha2RoundsAreCapped() {
        CPPUNIT_ASSERT(accepted(sha512("rounds=5000000$salt")));
        CPPUNIT_ASSERT_EQUAL(std::string("5000001 rounds, at most 5000000 are allowed"),
                             fault(sha512("rounds=5000001$salt")));
        CPPUNIT_ASSERT(!accepted(sha512("rounds=999999999$salt")));
        CPPUNIT_ASSERT(accepted(sha512("rounds=1000$salt")));
        CPPUNIT_ASSERT(!accepted(sha512("rounds=999$salt")));
    }

    void testBcryptCostIsCapped() {
        CPPUNIT_ASSERT(accepted(bcrypt("04")));
        CPPUNIT_ASSERT(!accepted(bcrypt("03")));
        CPPUNIT_ASSERT(accepted(bcrypt("16")));
        CPPUNIT_ASSERT_EQUAL(std::string("17 as the cost of bcrypt, at most 16 are allowed"), fault(bcrypt("17")));
    }

    void testArgon2IsCapped() {
        CPPUNIT_ASSERT(accepted(argon2("m=262144,t=16,p=16")));
        CPPUNIT_ASSERT_EQUAL(std::string("262145 KiB of argon2 memory, at most 262144 are allowed"),
                             fault(argon2("m=262145,t=1,p=1")));
        CPPUNIT_ASSERT(!accepted(argon2("m=262144,t=17,p=1")));
        CPPUNIT_ASSERT(!accepted(argon2("m=262144,t=1,p=17")));
        CPPUNIT_ASSERT(accepted(argon2("m=32,t=1,p=4")));
        CPPUNIT_ASSERT(!accepted(argon2("m=31,t=1,p=4")));
        CPPUNIT_ASSERT(!accepted(argon2("m=8,t=0,p=1")));
        CPPUNIT_ASSERT(!accepted(argon2("m=8,t=1,p=0")));
    }

    // 'E' is 2^16 blocks, "U...." 32 times 128 bytes: 256 MiB.
    void testScryptIsCapped() {
        const auto scrypt = [](const std::string& setting) { return "$7$" + setting + "salt$" + scryptTag; };
        CPPUNIT_ASSERT(accepted(scrypt("EU..../....")));
        CPPUNIT_ASSERT(!accepted(scrypt("FU..../....")));
        CPPUNIT_ASSERT(accepted(scrypt("CU....2....")));
        CPPUNIT_ASSERT(!accepted(scrypt("CU....3....")));
        CPPUNIT_ASSERT(!accepted(scrypt("zzzzzzzzzzz")));
        CPPUNIT_ASSERT(!accepted(scrypt("CU.........")));
    }

    void testYescryptIsCapped() {
        const auto yescrypt = [](const std::string& parameters) { return "$y$" + parameters + "$salt$" + scryptTag; };
        CPPUNIT_ASSERT(accepted(yescrypt("jDT")));
        CPPUNIT_ASSERT(!accepted(yescrypt("jET")));
        CPPUNIT_ASSERT(!accepted(yescrypt("jzT")));
        CPPUNIT_ASSERT(!accepted(yescrypt("/9T")));
        CPPUNIT_ASSERT(!accepted(yescrypt("j9T.")));
    }

    void testNumbersAreCanonical() {
        for (const std::string rounds : {"05000", "+5000", "-5000", " 5000", "0x5000", "5000.", "", "5000000000"})
            CPPUNIT_ASSERT_MESSAGE(rounds, !accepted(sha512("rounds=" + rounds + "$salt")));
        CPPUNIT_ASSERT(!accepted(argon2("m=019456,t=2,p=1")));
        CPPUNIT_ASSERT(!accepted(argon2("t=2,m=19456,p=1")));
        CPPUNIT_ASSERT(!accepted("$argon2id$v=16$m=19456,t=2,p=1" + salt16 + tag32));
        CPPUNIT_ASSERT(!accepted(bcrypt("+4")));
    }

    void testCutAndLengthenedHashesAreRefused() {
        for (const std::string& whole :
             {argon2("m=256,t=2,p=1"), sha512("salt"), bcrypt("10"), "$y$j9T$salt$" + scryptTag,
              "$7$CU..../....salt$" + scryptTag, std::string("$1$saltstri$qQY4WxjABChYG1ccLpfkz/")}) {
            CPPUNIT_ASSERT(accepted(whole));
            CPPUNIT_ASSERT(!accepted(whole + "$"));
            CPPUNIT_ASSERT(!accepted(whole.substr(0, whole.rfind('$'))));
            if (whole.find("argon2") == std::string::npos) CPPUNIT_ASSERT(!accepted(whole.substr(0, whole.size() - 1)));
        }
        CPPUNIT_ASSERT(!accepted(argon2("m=256,t=2,p=1") + std::string(300, 'a')));
    }

    void testForeignBytesAreRefused() {
        for (const char byte : {'\0', '\n', ' ', '\x7f', '\xc3'}) {
            std::string text = sha512("salt");
            text[5] = byte;
            CPPUNIT_ASSERT(!accepted(text));
            CPPUNIT_ASSERT(!accepted(sha512("salt") + byte));
        }
    }

    void testLockedAndUnknownFormatsNameTheReason() {
        const auto says = [](const std::string& text, const std::string& part) {
            CPPUNIT_ASSERT_MESSAGE(text + ": " + fault(text), fault(text).find(part) != std::string::npos);
        };
        says("", "no password");
        says("!", "locked");
        says("!" + sha512("salt"), "locked");
        says("*", "locked");
        says("*0", "locked");
        says("$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/", "htpasswd -B");
        says("{SHA}fEqNCco3Yq9h5ZUglD3CZJT4lBs=", "htpasswd -B");
        says("{SSHA}abc", "htpasswd -B");
        says("rl.3StKT.4T8M", "DES");
        says("_J9..rasmBYk8r9AiWNc", "DES");
        says("$pbkdf2-sha256$29000$abc$def", "PBKDF2");
        says("5f4dcc3b5aa765d61d8327deb882cf99", "not a known password hash");
        says("12345", "not a known password hash");
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HashKindTest);
