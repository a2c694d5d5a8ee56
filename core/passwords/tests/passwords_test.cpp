// SPDX-License-Identifier: Apache-2.0
// Password hashing as plugins use it through the service, with low costs.
#include "passwords/passwords.h"

#include <cppunit/extensions/HelperMacros.h>
#include <future>
#include <latch>

using namespace portico::passwords;

namespace {

Limits cheap() {
    Limits limits;
    limits.cost = {16, 2};
    limits.pool.parallel = 2;
    return limits;
}

const std::string bcrypt = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"; // of "U*U"
const std::string longBcrypt =
    "$2b$05$CCCCCCCCCCCCCCCCCCCCC.ODcEJfYFxKziEakDsjep8mcF3zSCvHq"; // of 72 times 'a' and "RIGHT"
const std::string bcrypt71 = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.jDz2X1654twnmK.2.4vJ3dod/JjJM6y";    // of 71 times 'a'
const std::string buggyBcrypt = "$2x$05$CCCCCCCCCCCCCCCCCCCCC.itidpu51e0VeX06QD5woIqfQHFCfANi"; // of "abcé"
const std::string composed = "p\xc3\xa4ssw\xc3\xb6rd", apart = "pa\xcc\x88sswo\xcc\x88rd";
const std::string composedBcrypt = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VbkrrNItU.9NIb/IkEA2mwWrOjK5F3G";
const std::string apartBcrypt = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.MlklTL1h6w7GT1hZ90m4L6S1sKq8E3q";
const std::string md5 = "$1$saltstri$qQY4WxjABChYG1ccLpfkz/"; // of "password"

} // namespace

class PasswordsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PasswordsTest);
    CPPUNIT_TEST(testWhatWasHashedVerifies);
    CPPUNIT_TEST(testOldHashesVerifyAndAskForAnUpgrade);
    CPPUNIT_TEST(testNobodyIsDeniedWhateverTheDearestHashIs);
    CPPUNIT_TEST(testTheDearestHashOpensNothing);
    CPPUNIT_TEST(testHashesThatCannotBeReadDeny);
    CPPUNIT_TEST(testUnusablePasswordsAreRefused);
    CPPUNIT_TEST(testAHashThatDidNotSeeAllOfThePasswordIsNotRenewed);
    CPPUNIT_TEST(testAPasswordIsRightInEverySpelling);
    CPPUNIT_TEST(testAHashOfAnotherSpellingIsRenewed);
    CPPUNIT_TEST(testPasswordsThatAreNotUtf8AreCheckedAndNeverHashed);
    CPPUNIT_TEST(testSpellingsAreWithinTheBounds);
    CPPUNIT_TEST(testAfterStopEverythingIsBusy);
    CPPUNIT_TEST(testAFullGateIsBusy);
    CPPUNIT_TEST(testRefusalNamesTheReason);
    CPPUNIT_TEST(testCostOfAnUnreadableHashIsZero);
    CPPUNIT_TEST(testManyThreadsGetTheirOwnAnswers);
    CPPUNIT_TEST_SUITE_END();

public:
    void testWhatWasHashedVerifies() {
        Passwords passwords(cheap());
        std::string hash;
        CPPUNIT_ASSERT(passwords.hash("correct horse", hash) == Answer::yes);
        CPPUNIT_ASSERT(passwords.verify("correct horse", hash, {}) == Answer::yes);
        CPPUNIT_ASSERT(passwords.verify("Correct horse", hash, {}) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify("correct horse ", hash, hash) == Answer::no);
    }

    void testOldHashesVerifyAndAskForAnUpgrade() {
        Passwords passwords(cheap());
        CPPUNIT_ASSERT(passwords.verify("U*U", bcrypt, {}) == Answer::yesUpgrade);
        CPPUNIT_ASSERT(passwords.verify("U*V", bcrypt, md5) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify("password", md5, bcrypt) == Answer::yesUpgrade);
        CPPUNIT_ASSERT(passwords.verify("passwort", md5, bcrypt) == Answer::no);
    }

    void testNobodyIsDeniedWhateverTheDearestHashIs() {
        Passwords passwords(cheap());
        for (const std::string& costliest : {std::string(), bcrypt, md5, std::string("!"), std::string("rubbish")})
            CPPUNIT_ASSERT(passwords.verify("U*U", {}, costliest) == Answer::no);
    }

    void testTheDearestHashOpensNothing() {
        Passwords passwords(cheap());
        CPPUNIT_ASSERT(passwords.verify("U*U", md5, bcrypt) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify("U*U", md5, bcrypt) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify("password", {}, md5) == Answer::no);
    }

    void testHashesThatCannotBeReadDeny() {
        Passwords passwords(cheap());
        for (const std::string& hash : {std::string("!") + md5, std::string("*"), std::string("password"),
                                        std::string("$6$rounds=999999999$salt$") + std::string(86, 'x')})
            CPPUNIT_ASSERT(passwords.verify("password", hash, {}) == Answer::no);
    }

    void testUnusablePasswordsAreRefused() {
        Passwords passwords(cheap());
        std::string hash = "untouched";
        for (const std::string& password : {std::string(), std::string(1025, 'x'), std::string("U*U\0x", 5)}) {
            CPPUNIT_ASSERT(passwords.hash(password, hash) == Answer::unusable);
            CPPUNIT_ASSERT(passwords.verify(password, bcrypt, {}) == Answer::unusable);
        }
        CPPUNIT_ASSERT_EQUAL(std::string("untouched"), hash);
    }

    // Whatever followed the 72 bytes at the next login would have become the password, and the correct one would have been
    // refused.
    void testAHashThatDidNotSeeAllOfThePasswordIsNotRenewed() {
        Passwords passwords(cheap());
        const std::string seen(72, 'a');
        for (const std::string& typed : {seen + "RIGHT", seen + "TYPO", seen})
            CPPUNIT_ASSERT(passwords.verify(typed, longBcrypt, {}) == Answer::yes);
        CPPUNIT_ASSERT(passwords.verify(seen.substr(1), longBcrypt, {}) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify(seen.substr(1), bcrypt71, {}) == Answer::yesUpgrade);
        CPPUNIT_ASSERT(passwords.verify("abc\xc3\xa9", buggyBcrypt, {}) == Answer::yes);
        CPPUNIT_ASSERT(passwords.verify("abz\xc3\xa9", buggyBcrypt, {}) == Answer::yes); // the bug
    }

    void testAPasswordIsRightInEverySpelling() {
        Passwords passwords(cheap());
        std::string hash;
        CPPUNIT_ASSERT(passwords.hash(apart, hash) == Answer::yes);
        for (const std::string& typed : {composed, apart})
            CPPUNIT_ASSERT(passwords.verify(typed, hash, {}) == Answer::yes);
        CPPUNIT_ASSERT(passwords.verify("passwort", hash, {}) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify("pa\xcc\x88ssword", hash, {}) == Answer::no);
    }

    // The hash was created before passwords were normalized, or by another program.
    void testAHashOfAnotherSpellingIsRenewed() {
        Passwords passwords(cheap());
        for (const std::string& hash : {composedBcrypt, apartBcrypt})
            for (const std::string& typed : {composed, apart})
                CPPUNIT_ASSERT(passwords.verify(typed, hash, md5) == Answer::yesUpgrade);
        const Hasher hasher(cheap().cost);
        const std::string mixed = composed + apart;
        CPPUNIT_ASSERT(passwords.verify(composed, hasher.hash(apart), {}) == Answer::yesUpgrade);
        CPPUNIT_ASSERT(passwords.verify(mixed, hasher.hash(mixed), {}) == Answer::yesUpgrade);
        CPPUNIT_ASSERT(passwords.verify(apart, hasher.hash(composed), {}) == Answer::yes);
    }

    void testPasswordsThatAreNotUtf8AreCheckedAndNeverHashed() {
        Passwords passwords(cheap());
        const std::string latin1 = "caf\xe9s";
        std::string hash;
        CPPUNIT_ASSERT(passwords.hash(latin1, hash) == Answer::unusable);
        CPPUNIT_ASSERT(passwords.verify(latin1, Hasher({8, 1}).hash(latin1), {}) == Answer::yes); // weaker, and stays
    }

    // U+FB2C has 3 bytes, and 6 in every normal form.
    void testSpellingsAreWithinTheBounds() {
        Passwords passwords(cheap());
        std::string growing, hash;
        for (int i = 0; i < 300; ++i) growing += "\xef\xac\xac";
        CPPUNIT_ASSERT(passwords.hash(growing, hash) == Answer::unusable);
        CPPUNIT_ASSERT(passwords.verify(growing, md5, {}) == Answer::no);
        CPPUNIT_ASSERT(passwords.verify(growing, Hasher({16, 2}).hash(growing), {}) == Answer::yes);
    }

    void testAfterStopEverythingIsBusy() {
        Passwords passwords(cheap());
        passwords.stop();
        std::string hash;
        CPPUNIT_ASSERT(passwords.hash("x", hash) == Answer::busy);
        CPPUNIT_ASSERT(passwords.verify("U*U", bcrypt, {}) == Answer::busy);
    }

    // Busy is not a denial: a correct password must not count as wrong under load.
    void testAFullGateIsBusy() {
        Limits limits = cheap();
        limits.pool.parallel = 1;
        limits.pool.queue = 0;
        Passwords passwords(limits);
        std::latch go{1};
        std::vector<std::future<Answer>> callers;
        const std::string dear = "$2b$10$CCCCCCCCCCCCCCCCCCCCC.07SoMsclJg8ImIR6hQwcm7q7cPtwvQ6";
        for (int i = 0; i < 8; ++i)
            callers.push_back(std::async(std::launch::async, [&] {
                go.wait();
                return passwords.verify("password", dear, {});
            }));
        go.count_down();
        for (auto& caller : callers) {
            const Answer answer = caller.get();
            CPPUNIT_ASSERT(answer == Answer::yesUpgrade || answer == Answer::busy);
        }
        CPPUNIT_ASSERT(passwords.verify("password", dear, {}) == Answer::yesUpgrade);
    }

    void testRefusalNamesTheReason() {
        CPPUNIT_ASSERT(!Passwords::refusal(bcrypt));
        CPPUNIT_ASSERT_EQUAL(std::string("the password is locked ('!')"), Passwords::refusal("!").value_or(""));
    }

    void testCostOfAnUnreadableHashIsZero() {
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, Passwords::cost("!"));
        CPPUNIT_ASSERT(Passwords::cost(md5) < Passwords::cost(bcrypt));
    }

    void testManyThreadsGetTheirOwnAnswers() {
        Passwords passwords(cheap());
        std::vector<std::future<bool>> callers;
        for (int i = 0; i < 8; ++i)
            callers.push_back(std::async(std::launch::async, [&passwords, i] {
                const std::string own = "password of " + std::to_string(i);
                std::string hash;
                bool right = passwords.hash(own, hash) == Answer::yes;
                for (int round = 0; round < 5; ++round) {
                    right = right && passwords.verify(own, hash, md5) == Answer::yes;
                    right = right && passwords.verify(own, {}, hash) == Answer::no;
                    right = right && passwords.verify(own + "!", md5, hash) == Answer::no;
                }
                return right;
            }));
        for (auto& caller : callers) CPPUNIT_ASSERT(caller.get());
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordsTest);
