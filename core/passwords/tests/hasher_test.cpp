// SPDX-License-Identifier: Apache-2.0
// Known answers: each was created by a program other than the library that verifies it here (openssl passwd, argon2 of its
// authors, Openwall's test set, passlib), except yescrypt and scrypt, which only libxcrypt implements.
#include "passwords/hasher.h"

#include <cppunit/extensions/HelperMacros.h>
#include <stdexcept>

using namespace portico::passwords;

namespace {

struct Known {
    std::string password;
    std::string hash;
};

const Known seed{"12345", "$6$rounds=656000$r8Ft1VUrj3.ewIXT$HDtwFY1QPOh82U0H/pZOlqbEIk6RjMyL.Z5sc0ub1Yp9Fnkv9ZlZZ.bk/"
                          "TGBThBfLnV2.KbvuC/CBMr/1rEP1."};
const std::string bcrypt72 = "$2a$05$/OK.fbVrR/bpIqNJ5ianF.GmmOxYeRFWNTnTfxPop5mcx4jk02NZ2";

bool fits(const std::string& password, const std::string& hash) {
    const HashReading reading = readHash(hash);
    CPPUNIT_ASSERT_MESSAGE(hash + ": " + reading.fault, reading.kind.has_value());
    return Hasher({8, 1}).matches(password, hash, *reading.kind);
}

} // namespace

class HasherTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HasherTest);
    CPPUNIT_TEST(testHashesOfOtherProgramsVerify);
    CPPUNIT_TEST(testOtherPasswordsDoNot);
    CPPUNIT_TEST(testAChangedTagDoesNotVerify);
    CPPUNIT_TEST(testBcryptLooksAt72BytesAndIsToBeUpgraded);
    CPPUNIT_TEST(testOtherSchemesLookAtAllBytes);
    CPPUNIT_TEST(testANewHashVerifiesAndIsArgon2idOfTheGivenCost);
    CPPUNIT_TEST(testTwoHashesOfOnePasswordDiffer);
    CPPUNIT_TEST(testWeakerMeansOtherSchemeOrLessWork);
    CPPUNIT_TEST(testPasswordsHave1To1024BytesAndNoNul);
    CPPUNIT_TEST(testCostsOutsideOfArgon2idAreRefused);
    CPPUNIT_TEST_SUITE_END();

public:
    static std::vector<Known> knownAnswers() {
        return {
            seed,
            {"p\xc3\xa4ssword", "$6$abc$We/zNc8oYCOt9Gy7wjQNaIZrsfcArOZgXUJBix2o20WroMAFqNTB8UqGL792.xnxbJDEdGcXwRAMK/"
                                "zy7svCJ/"},
            {"Hello world!", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"},
            {"password", "$1$saltstri$qQY4WxjABChYG1ccLpfkz/"},
            {"U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"},
            {"U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"},
            {"password", "$y$j75$F5Jx5fExrKuPp53xLKQ..1$6Ttv8PR0mzms/.RLVEgTO2JmLY0FDC7Cfd.UUAxsEO8"},
            {"password", "$7$4U..../....2Q9obwLhin8qvQl6sisAO/$GYXC/ivDjZolIUyGaE7.nU6A9mSOjZZJlPERajQXpX7"},
            {"password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"},
            {"password", "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"},
            {"password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA"},
        };
    }

    void testHashesOfOtherProgramsVerify() {
        for (const Known& known : knownAnswers()) CPPUNIT_ASSERT_MESSAGE(known.hash, fits(known.password, known.hash));
    }

    void testOtherPasswordsDoNot() {
        for (const Known& known : knownAnswers()) {
            CPPUNIT_ASSERT_MESSAGE(known.hash, !fits(known.password + " ", known.hash));
            CPPUNIT_ASSERT_MESSAGE(known.hash, !fits(known.password.substr(1), known.hash));
        }
    }

    void testAChangedTagDoesNotVerify() {
        for (Known known : knownAnswers()) {
            char& inTag = known.hash[known.hash.size() - 5];
            inTag = inTag == 'a' ? 'b' : 'a';
            CPPUNIT_ASSERT_MESSAGE(known.hash, !fits(known.password, known.hash));
        }
    }

    // Other sites truncated at 72 bytes silently: their users keep their password, and after the next login the whole of it
    // counts.
    void testBcryptLooksAt72BytesAndIsToBeUpgraded() {
        const std::string first72(72, '\xff');
        CPPUNIT_ASSERT(fits(first72 + "chars after 72 are ignored as usual", bcrypt72));
        CPPUNIT_ASSERT(fits(first72, bcrypt72));
        CPPUNIT_ASSERT(!fits(first72.substr(1), bcrypt72));
        CPPUNIT_ASSERT(Hasher({8, 1}).weaker(*readHash(bcrypt72).kind));
    }

    void testOtherSchemesLookAtAllBytes() {
        const Hasher hasher({8, 1});
        const std::string password(longestPassword, 'x');
        const std::string hash = hasher.hash(password);
        CPPUNIT_ASSERT(fits(password, hash));
        std::string changed = password;
        changed.back() = 'y';
        CPPUNIT_ASSERT(!fits(changed, hash));
        changed = password;
        changed[72] = 'y';
        CPPUNIT_ASSERT(!fits(changed, hash));
    }

    void testANewHashVerifiesAndIsArgon2idOfTheGivenCost() {
        const Hasher hasher({64, 3});
        const std::string hash = hasher.hash("correct horse");
        CPPUNIT_ASSERT_EQUAL(std::string("$argon2id$v=19$m=64,t=3,p=1$"), hash.substr(0, 28));
        CPPUNIT_ASSERT(*readHash(hash).kind == hasher.newKind());
        CPPUNIT_ASSERT(fits("correct horse", hash));
        CPPUNIT_ASSERT(!fits("correct hors", hash));
    }

    void testTwoHashesOfOnePasswordDiffer() {
        const Hasher hasher({8, 1});
        CPPUNIT_ASSERT(hasher.hash("same") != hasher.hash("same"));
    }

    void testWeakerMeansOtherSchemeOrLessWork() {
        const Hasher hasher({19456, 2});
        CPPUNIT_ASSERT(!hasher.weaker({Scheme::argon2id, 19456, 2}));
        CPPUNIT_ASSERT(!hasher.weaker({Scheme::argon2id, 65536, 3}));
        CPPUNIT_ASSERT(hasher.weaker({Scheme::argon2id, 19455, 2}));
        CPPUNIT_ASSERT(hasher.weaker({Scheme::argon2id, 65536, 1}));
        CPPUNIT_ASSERT(hasher.weaker({Scheme::argon2i, 65536, 3}));
        CPPUNIT_ASSERT(hasher.weaker({Scheme::sha512crypt, 0, 5'000'000}));
    }

    void testPasswordsHave1To1024BytesAndNoNul() {
        CPPUNIT_ASSERT(!usable(""));
        CPPUNIT_ASSERT(usable("x"));
        CPPUNIT_ASSERT(usable(std::string(1024, 'x')));
        CPPUNIT_ASSERT(!usable(std::string(1025, 'x')));
        CPPUNIT_ASSERT(!usable(std::string_view("a\0b", 3)));
        CPPUNIT_ASSERT(!usable(std::string_view("\0", 1)));
    }

    void testCostsOutsideOfArgon2idAreRefused() {
        CPPUNIT_ASSERT_THROW(Hasher({7, 1}), std::invalid_argument);
        CPPUNIT_ASSERT_THROW(Hasher({8, 0}), std::invalid_argument);
        CPPUNIT_ASSERT_THROW(Hasher({8, 17}), std::invalid_argument);
        CPPUNIT_ASSERT_THROW(Hasher({262145, 1}), std::invalid_argument);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HasherTest);
