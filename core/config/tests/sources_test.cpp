// SPDX-License-Identifier: Apache-2.0
// The sources that are not configuration files (credentials, environment, --set), and files that cannot be read.
#include "config/host_keys.h"
#include "config/layers.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico::config;
using portico::test::ScratchDir;

class SourcesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SourcesTest);
    CPPUNIT_TEST(testVariablesSpellKeysInCapitals);
    CPPUNIT_TEST(testTextOfAListHasCommas);
    CPPUNIT_TEST(testVariableCanNameAFile);
    CPPUNIT_TEST(testVariableAndItsFileTogetherAreAFault);
    CPPUNIT_TEST(testFileOfAVariableMustBeThere);
    CPPUNIT_TEST(testVariablesOfOthersAreLeftAlone);
    CPPUNIT_TEST(testForgottenUnderscoreIsAFault);
    CPPUNIT_TEST(testMistypedVariableIsAnsweredInItsSpelling);
    CPPUNIT_TEST(testCredentialGivesASecret);
    CPPUNIT_TEST(testSecretThatEverybodyMayReadIsAFault);
    CPPUNIT_TEST(testFileThatEverybodyMayWriteIsNotRead);
    CPPUNIT_TEST(testFolderThatEverybodyMayWriteIsNotRead);
    CPPUNIT_TEST(testCredentialsOfOthersAreLeftAlone);
    CPPUNIT_TEST(testCredentialForAnOpenKeyIsIgnoredWithAWarning);
    CPPUNIT_TEST(testMistypedCredentialIsAWarning);
    CPPUNIT_TEST(testLastSetOfAKeyCounts);
    CPPUNIT_TEST(testSetWritesAnEmptyList);
    CPPUNIT_TEST(testSetReachesIntoATable);
    CPPUNIT_TEST(testSetWithoutKeyOrValueIsAFault);
    CPPUNIT_TEST(testGivenFileMustBeThere);
    CPPUNIT_TEST(testWhatIsNoPlainFileIsAFault);
    CPPUNIT_TEST(testHugeFileIsAFault);
    CPPUNIT_TEST(testEnvironmentIsSplitAtTheFirstEqualsSign);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir root_;
    Sources sources_{.root = root_.path()};

    Outcome check() const {
        Keys keys = hostKeys();
        const std::vector<Declaration> settings{{.name = "key", .sentence = "Signs.", .secret = true}};
        CPPUNIT_ASSERT(keys.addPlugin("signer", settings).empty());
        return parse(sources_).check(keys);
    }

    static std::string lines(const std::vector<Fault>& faults) {
        std::string text;
        for (const Fault& fault : faults) text += fault.text() + '\n';
        return text;
    }

    void expect(const std::string& faults, const std::string& warnings = "") const {
        const Outcome outcome = check();
        CPPUNIT_ASSERT_EQUAL(faults, lines(outcome.faults));
        CPPUNIT_ASSERT_EQUAL(warnings, lines(outcome.warnings));
    }

    Settings settings() const {
        expect("");
        return check().settings;
    }

    std::string made(const std::string& name, const std::string& text, mode_t mode) const {
        const auto file = root_.write(name, text);
        ::chmod(file.c_str(), mode);
        return file.string();
    }

    void credential(const std::string& name, const std::string& text) {
        made("credentials/" + name, text, 0400);
        sources_.environment["CREDENTIALS_DIRECTORY"] = (root_.path() / "credentials").string();
    }

public:
    // A signing key in a file of mode 0644 was accepted.
    void testSecretThatEverybodyMayReadIsAFault() {
        const std::string file = made("etc/portico/plugins.d/signer.toml", "key = \"abc\"\n", 0644);
        expect(file +
               ":1:7: plugins.signer.key is a secret, but everybody on this machine may read this file; do: chmod "
               "o-rwx " +
               file + '\n');
        ::chmod(file.c_str(), 0640);
        expect("");
        made("etc/portico/plugins.d/signer.toml", "key = \"\"\n", 0644);
        expect("");
        const std::string alone = made("key.txt", "abc\n", 0644);
        sources_.environment = {{"PORTICO_PLUGINS__SIGNER__KEY__FILE", alone}};
        expect("environment PORTICO_PLUGINS__SIGNER__KEY__FILE: plugins.signer.key is a secret, but everybody on this "
               "machine may read this file; do: chmod o-rwx " +
               alone + '\n');
        ::chmod(alone.c_str(), 0400);
        expect("");
    }
    void testFileThatEverybodyMayWriteIsNotRead() {
        const std::string file = made("etc/portico/conf.d/a.toml", "site.name = \"Theirs\"\n", 0666);
        expect(file + ": is writable by users other than its owner; chmod go-w it\n");
        CPPUNIT_ASSERT_EQUAL(std::string("Portico"), check().settings.string("site.name"));
        ::chmod(file.c_str(), 0644);
        CPPUNIT_ASSERT_EQUAL(std::string("Theirs"), settings().string("site.name"));
        if (::geteuid() != 0) return;
        CPPUNIT_ASSERT_EQUAL(0, ::chown(file.c_str(), 12345, 12345));
        expect(file + ": belongs to user 12345, who is neither root nor this server's user 0; chown it to root\n");
    }
    void testFolderThatEverybodyMayWriteIsNotRead() {
        const auto folder = root_.write("etc/portico/conf.d/a.toml", "site.name = \"Theirs\"\n").parent_path();
        ::chmod(folder.c_str(), 0777);
        expect(folder.string() + ": is writable by users other than its owner; chmod go-w it\n");
        CPPUNIT_ASSERT_EQUAL(std::string("Portico"), check().settings.string("site.name"));
    }
    void testVariablesSpellKeysInCapitals() {
        sources_.environment = {{"PORTICO_SERVER__PUBLIC_URL", "https://a"}, {"PORTICO_LIMITS__BODY", "2 MiB"}};
        CPPUNIT_ASSERT_EQUAL(std::string("https://a"), settings().string("server.public_url"));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2} << 20, settings().size("limits.body"));
        const Keys keys = hostKeys();
        for (const Key& key : keys.all()) // the mapping between keys and variables is one to one
            if (key.type != Type::table)
                sources_.environment[variableName(key.name)] = plainText(key, exampleValue(key));
        expect("");
    }

    void testTextOfAListHasCommas() {
        sources_.sets = {"server.listen=127.0.0.1:1, [::1]:2"};
        CPPUNIT_ASSERT(settings().list("server.listen") == (List{"127.0.0.1:1", "[::1]:2"}));
        sources_.sets = {"plugins.disabled="};
        CPPUNIT_ASSERT(settings().list("plugins.disabled").empty());
    }

    void testVariableCanNameAFile() {
        sources_.environment["PORTICO_SITE__NAME__FILE"] = root_.write("name", "From a file\r\n").string();
        CPPUNIT_ASSERT_EQUAL(std::string("From a file"), settings().string("site.name"));
        CPPUNIT_ASSERT_EQUAL(std::string("environment PORTICO_SITE__NAME__FILE"), settings().origin("site.name"));
    }

    void testVariableAndItsFileTogetherAreAFault() {
        sources_.environment = {{"PORTICO_SITE__NAME", "a"}, {"PORTICO_SITE__NAME__FILE", "/b"}};
        expect("environment PORTICO_SITE__NAME__FILE: the same key is also set by PORTICO_SITE__NAME; "
               "remove one of the two\n");
    }

    void testFileOfAVariableMustBeThere() {
        sources_.environment = {{"PORTICO_PLUGINS__SIGNER__KEY__FILE", "/nowhere/key"}};
        expect(
            "environment PORTICO_PLUGINS__SIGNER__KEY__FILE: plugins.signer.key cannot be read: /nowhere/key: there is "
            "no such file; name a file that the server may read\n");
    }

    void testVariablesOfOthersAreLeftAlone() {
        sources_.environment = {
            {"PATH", "/bin"}, {"portico_site__name", "x"}, {"PORTICO_PORT_80_TCP", "tcp://10.0.0.1"}};
        expect("", "environment PORTICO_PORT_80_TCP: this is not the name of a key, so the variable is ignored; a "
                   "key's variable is "
                   "spelled like PORTICO_SERVER__LISTEN\n");
    }

    void testForgottenUnderscoreIsAFault() {
        sources_.environment = {{"PORTICO_SERVER_PUBLIC_URL", "https://a"}};
        expect("environment PORTICO_SERVER_PUBLIC_URL: no key has this spelling; did you mean "
               "PORTICO_SERVER__PUBLIC_URL?\n");
    }

    void testMistypedVariableIsAnsweredInItsSpelling() {
        sources_.environment = {{"PORTICO_SERVER__LISTNE", "x"}};
        expect("environment PORTICO_SERVER__LISTNE: unknown key server.listne; did you mean PORTICO_SERVER__LISTEN?\n");
    }

    void testCredentialGivesASecret() {
        credential("plugins.signer.key", "line 1\nline 2\n");
        CPPUNIT_ASSERT_EQUAL(std::string("line 1\nline 2"), settings().string("plugins.signer.key"));
    }

    void testCredentialsOfOthersAreLeftAlone() {
        credential("tls.key", "x");
        credential("database-password", "x");
        expect("");
    }

    void testCredentialForAnOpenKeyIsIgnoredWithAWarning() {
        credential("site.name", "x");
        expect("", "credential site.name: site.name is not secret, so this credential is ignored; set it in a file, or "
                   "rename the credential\n");
    }

    void testMistypedCredentialIsAWarning() {
        credential("plugins.signer.kay", "x");
        expect("", "credential plugins.signer.kay: unknown key plugins.signer.kay; did you mean plugins.signer.key?\n");
    }

    void testLastSetOfAKeyCounts() {
        sources_.sets = {"site.name=a", "site.name=b=c"};
        CPPUNIT_ASSERT_EQUAL(std::string("b=c"), settings().string("site.name"));
    }

    void testSetWritesAnEmptyList() {
        for (const char* set : {"server.hosts=", "server.hosts=[]"}) {
            sources_.sets = {"server.hosts=a.example,b.example", set};
            CPPUNIT_ASSERT_MESSAGE(set, settings().list("server.hosts").empty());
        }
    }
    void testSetReachesIntoATable() {
        sources_.sets = {"pages.guards./a.html=role:x"};
        CPPUNIT_ASSERT(settings().table("pages.guards") == (Table{{"/a.html", "role:x"}}));
    }

    void testSetWithoutKeyOrValueIsAFault() {
        sources_.sets = {"site.name", "=x"};
        expect("--set site.name: has no key or no \"=\"; write --set key=value\n"
               "--set : has no key or no \"=\"; write --set key=value\n");
    }

    void testGivenFileMustBeThere() {
        sources_.main = "/nowhere/site.toml";
        expect("/nowhere/site.toml: cannot be read: there is no such file; check its name, type and permissions\n");
    }

    void testWhatIsNoPlainFileIsAFault() {
        std::filesystem::create_directories(root_.path() / "etc/portico/conf.d/a.toml");
        CPPUNIT_ASSERT_EQUAL(0, ::mkfifo((root_.path() / "etc/portico/portico.toml").c_str(), 0600));
        const std::string etc = (root_.path() / "etc/portico/").string();
        const std::string rest = ": cannot be read: it is not a plain file; check its name, type and permissions\n";
        expect(etc + "portico.toml" + rest + etc + "conf.d/a.toml" + rest);
    }

    void testHugeFileIsAFault() {
        const auto file = root_.write("etc/portico/portico.toml", std::string((1U << 20) + 1, '#'));
        expect(file.string() + ": cannot be read: it is larger than 1 MiB; check its name, type and permissions\n");
    }

    void testEnvironmentIsSplitAtTheFirstEqualsSign() {
        const char* const variables[] = {"A=b=c", "EMPTY=", "BARE", nullptr};
        CPPUNIT_ASSERT(environmentOf(variables) == (Environment{{"A", "b=c"}, {"EMPTY", ""}, {"BARE", ""}}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SourcesTest);
