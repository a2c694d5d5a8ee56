// SPDX-License-Identifier: Apache-2.0
// The key that signs tokens: which keys are refused, and the file in which a server keeps its own.
#include "signing_key.h"

#include "support/scratch_dir.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <functional>
#include <set>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace auth_cookie;

std::string complaint(const std::function<void()>& doing) {
    try {
        doing();
    } catch (const portico::Error& error) {
        return error.what();
    }
    return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class SigningKeyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SigningKeyTest);
    CPPUNIT_TEST(testKeyOfTheSeedIsRefused);
    CPPUNIT_TEST(testKeyOf31BytesIsRefusedAnd32AreTaken);
    CPPUNIT_TEST(testPublishedKeysAreRefusedInAnyCase);
    CPPUNIT_TEST(testKeysOfFewCharactersAreRefused);
    CPPUNIT_TEST(testNewKeyIsMadeForTheOwnerOnlyAndStays);
    CPPUNIT_TEST(testTwoServersHaveDifferentKeys);
    CPPUNIT_TEST(testNoTemporaryFileRemains);
    CPPUNIT_TEST(testKeyThatOthersMayReadIsRefused);
    CPPUNIT_TEST(testLinkFolderAndShortFileAreRefused);
    CPPUNIT_TEST(testProcessesThatStartTogetherGetTheSameKey);
    CPPUNIT_TEST_SUITE_END();

    portico::test::ScratchDir dir_;
    std::filesystem::path file() const { return dir_.path() / "signing.key"; }
    std::string fileComplaint() const {
        return complaint([this] { keyFromFile(file()); });
    }
    static std::string keyComplaint(const std::string& key) {
        return complaint([&] { mustBeGoodKey(key); });
    }

public:
    void testKeyOfTheSeedIsRefused() {
        CPPUNIT_ASSERT(contains(keyComplaint("secret-key"), "at least 32 are needed"));
        CPPUNIT_ASSERT(contains(keyComplaint("secret-keysecret-keysecret-keysecret-key"), "too few"));
    }

    void testKeyOf31BytesIsRefusedAnd32AreTaken() {
        CPPUNIT_ASSERT(contains(keyComplaint("0123456789abcdef0123456789abcde"), "31 bytes"));
        CPPUNIT_ASSERT_EQUAL(std::string(), keyComplaint("0123456789abcdef0123456789abcdef"));
        CPPUNIT_ASSERT(contains(keyComplaint(std::string(1000, 'x') + "0123456789abcdef0123456789"), "1024"));
    }

    void testPublishedKeysAreRefusedInAnyCase() {
        CPPUNIT_ASSERT(
            contains(keyComplaint("09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7"), "published"));
        CPPUNIT_ASSERT(contains(keyComplaint("A-String-Secret-At-Least-256-Bits-Long"), "published"));
    }

    void testKeysOfFewCharactersAreRefused() {
        CPPUNIT_ASSERT(contains(keyComplaint(std::string(64, ' ')), "too few"));
        CPPUNIT_ASSERT(contains(keyComplaint(std::string(64, '\0')), "too few"));
        CPPUNIT_ASSERT(contains(keyComplaint("changemechangemechangemechangeme"), "too few"));
    }

    void testNewKeyIsMadeForTheOwnerOnlyAndStays() {
        const std::string key = keyFromFile(file());
        struct stat about {};
        CPPUNIT_ASSERT_EQUAL(0, ::stat(file().c_str(), &about));
        CPPUNIT_ASSERT_EQUAL(mode_t{0600}, about.st_mode & mode_t{07777});
        CPPUNIT_ASSERT_EQUAL(std::size_t{43}, key.size());
        CPPUNIT_ASSERT_EQUAL(key, keyFromFile(file()));
        CPPUNIT_ASSERT_EQUAL(key + "\n", dir_.read("signing.key"));
    }

    void testTwoServersHaveDifferentKeys() {
        const portico::test::ScratchDir other;
        CPPUNIT_ASSERT(keyFromFile(file()) != keyFromFile(other.path() / "signing.key"));
    }

    void testNoTemporaryFileRemains() {
        keyFromFile(file());
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(dir_.path()))
            names.insert(entry.path().filename());
        CPPUNIT_ASSERT(names == std::set<std::string>{"signing.key"});
    }

    void testKeyThatOthersMayReadIsRefused() {
        keyFromFile(file());
        for (const mode_t mode : {0640, 0604, 0620, 0601}) {
            ::chmod(file().c_str(), mode);
            CPPUNIT_ASSERT(contains(fileComplaint(), "by others"));
        }
        ::chmod(file().c_str(), 0400);
        CPPUNIT_ASSERT_EQUAL(std::string(), fileComplaint());
    }

    void testLinkFolderAndShortFileAreRefused() {
        dir_.write("elsewhere", "0123456789abcdef0123456789abcdef");
        std::filesystem::create_symlink(dir_.path() / "elsewhere", file());
        CPPUNIT_ASSERT(contains(fileComplaint(), "cannot open"));
        std::filesystem::remove(file());
        std::filesystem::create_directory(file());
        CPPUNIT_ASSERT(contains(fileComplaint(), "is not a file"));
        std::filesystem::remove(file());
        for (const std::string text : {"", "\n", "secret-key\n"}) {
            dir_.write("signing.key", text);
            ::chmod(file().c_str(), 0600);
            CPPUNIT_ASSERT(contains(fileComplaint(), "at least 32 are needed"));
        }
    }

    void testProcessesThatStartTogetherGetTheSameKey() {
        constexpr int many = 8;
        int ends[2];
        CPPUNIT_ASSERT_EQUAL(0, ::pipe(ends));
        std::vector<pid_t> children;
        for (int i = 0; i < many; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                std::string key = "failed" + std::string(37, ' ');
                try {
                    key = keyFromFile(file());
                } catch (const portico::Error&) {
                }
                ::_exit(::write(ends[1], key.data(), key.size()) == 43 ? 0 : 1);
            }
            children.push_back(child);
        }
        for (const pid_t child : children) ::waitpid(child, nullptr, 0);
        std::set<std::string> keys;
        for (int i = 0; i < many; ++i) {
            std::string key(43, '\0');
            CPPUNIT_ASSERT_EQUAL(ssize_t{43}, ::read(ends[0], key.data(), key.size()));
            keys.insert(key);
        }
        ::close(ends[0]);
        ::close(ends[1]);
        CPPUNIT_ASSERT(keys == std::set<std::string>{keyFromFile(file())});
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SigningKeyTest);

} // namespace
