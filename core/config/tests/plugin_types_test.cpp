// SPDX-License-Identifier: Apache-2.0
// The settings of plugins beyond text: what is accepted, what is refused with which message, and where secrets come from.
#include "config/conf_file.h"
#include "config/host_keys.h"
#include "config/layers.h"
#include "config/show.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <sys/stat.h>

using namespace portico::config;
using portico::test::ScratchDir;

class PluginTypesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginTypesTest);
    CPPUNIT_TEST(testEnumNamesItsValues);
    CPPUNIT_TEST(testNumberHasAFractionAndLimits);
    CPPUNIT_TEST(testListsOfNumbers);
    CPPUNIT_TEST(testItemsBeyondTheirLimitsAreFaults);
    CPPUNIT_TEST(testListsHaveALength);
    CPPUNIT_TEST(testTableIsASectionOfKeys);
    CPPUNIT_TEST(testTableIsNotAValue);
    CPPUNIT_TEST(testListOfTablesIsRead);
    CPPUNIT_TEST(testEveryFaultInAListOfTablesHasItsPlace);
    CPPUNIT_TEST(testListOfTablesHasALength);
    CPPUNIT_TEST(testListOfTablesIsSetOnlyInAFile);
    CPPUNIT_TEST(testHigherLayerReplacesTheList);
    CPPUNIT_TEST(testFaultyListKeepsTheValueBelow);
    CPPUNIT_TEST(testShownTypesReadBack);
    CPPUNIT_TEST(testSecretNamesACredential);
    CPPUNIT_TEST(testSecretFieldsAreHiddenAndGuarded);
    CPPUNIT_TEST(testBadDeclarationsAreRefused);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir dir_;
    Sources sources_{.main = dir_.path()};

    static std::vector<Declaration> feedFields() {
        return {{.name = "url", .required = true, .sentence = "Where."},
                {.name = "every", .type = Type::duration, .defaultText = "1h", .least = "1m", .sentence = "How often."},
                {.name = "token", .sentence = "Proof.", .secret = true}};
    }

    static Keys keys() {
        Keys keys = hostKeys();
        const std::vector<Declaration> settings{
            {.name = "mode",
             .type = Type::choice,
             .defaultText = "safe",
             .choices = {"safe", "fast"},
             .sentence = "S."},
            {.name = "ratio", .type = Type::number, .defaultText = "0.5", .most = "1", .sentence = "S."},
            {.name = "ports",
             .type = Type::list,
             .item = Type::integer,
             .defaultText = "80",
             .least = "1",
             .most = "65535",
             .mostEntries = 3,
             .sentence = "S."},
            {.name = "waits", .type = Type::list, .item = Type::duration, .leastEntries = 0, .sentence = "S."},
            {.name = "roots", .type = Type::list, .item = Type::path, .sentence = "S."},
            {.name = "smtp",
             .type = Type::section,
             .fields = {{.name = "port", .type = Type::integer, .defaultText = "25", .sentence = "S."},
                        {.name = "password", .sentence = "S.", .secret = true}},
             .sentence = "S."},
            {.name = "feeds", .type = Type::rows, .mostEntries = 2, .fields = feedFields(), .sentence = "S."},
        };
        CPPUNIT_ASSERT(keys.addPlugin("news", settings).empty());
        return keys;
    }

    Outcome check(const std::string& text, mode_t mode = 0640) {
        ::chmod(dir_.write("plugins.d/news.toml", text).c_str(), mode);
        return parse(sources_).check(keys());
    }

    std::string faults(const std::string& text, mode_t mode = 0640) {
        std::string all;
        const std::string place = (dir_.path() / "plugins.d/news.toml").string();
        for (const Fault& fault : check(text, mode).faults) {
            std::string line = fault.text();
            if (line.starts_with(place)) line.erase(0, place.size() + 1);
            all += (all.empty() ? "" : "\n") + line;
        }
        return all;
    }

    void expect(const std::string& text, const std::string& expected) { CPPUNIT_ASSERT_EQUAL(expected, faults(text)); }

    Value value(const std::string& text, const std::string& name) {
        const Outcome outcome = check(text);
        CPPUNIT_ASSERT_MESSAGE(faults(text), outcome.ok());
        for (const Setting& setting : outcome.settings.all())
            if (setting.key.name == "plugins.news." + name) return setting.value;
        CPPUNIT_FAIL("no setting " + name);
        return {};
    }

    static Row row(std::string url, std::int64_t every, std::string token = {}) {
        return {{std::move(url), every, std::move(token)}};
    }

public:
    void testEnumNamesItsValues() {
        CPPUNIT_ASSERT(value("mode = 'fast'", "mode") == Value{std::string("fast")});
        expect("mode = 'quick'", "1:8: plugins.news.mode must be one of \"safe\", \"fast\", not \"quick\"; write for "
                                 "example mode = \"safe\"");
    }

    void testNumberHasAFractionAndLimits() {
        CPPUNIT_ASSERT(value("", "ratio") == Value{0.5});
        CPPUNIT_ASSERT(value("ratio = 1", "ratio") == Value{1.0});
        CPPUNIT_ASSERT(value("ratio = 2.5e-1", "ratio") == Value{0.25});
        const std::string rest = "; write for example ratio = 0.5";
        expect("ratio = 1.01", "1:9: plugins.news.ratio must be a number from 0 to 1, not 1.01" + rest);
        expect("ratio = nan",
               "1:9: plugins.news.ratio must be a number from 0 to 1, not a number that is not finite" + rest);
        expect("ratio = '0.5'", "1:9: plugins.news.ratio must be a number from 0 to 1, not the string \"0.5\"" + rest);
        sources_.sets = {"plugins.news.ratio=0.125"};
        CPPUNIT_ASSERT(value("", "ratio") == Value{0.125});
    }

    void testListsOfNumbers() {
        CPPUNIT_ASSERT(value("ports = [1, 65535]", "ports") == Value(Numbers{1, 65535}));
        CPPUNIT_ASSERT(value("waits = ['5s', '2m']", "waits") == Value(Numbers{5, 120}));
        CPPUNIT_ASSERT(value("waits = []", "waits") == Value(Numbers{}));
        CPPUNIT_ASSERT(value("roots = ['/a']", "roots") == Value(List{"/a"}));
        sources_.sets = {"plugins.news.ports=7, 8"};
        CPPUNIT_ASSERT(value("", "ports") == Value(Numbers{7, 8}));
        const Settings settings = check("waits = ['5s', '2m']").settings;
        CPPUNIT_ASSERT_EQUAL(std::string("5\n120"), settings.pluginText("plugins.news.waits"));
        CPPUNIT_ASSERT_EQUAL(std::string("0.5"), settings.pluginText("plugins.news.ratio"));
    }

    void testItemsBeyondTheirLimitsAreFaults() {
        const std::string ports = "1:9: plugins.news.ports must be a list in which every item is an integer from 1 to "
                                  "65535 with at most 3 items, not ";
        const std::string rest = "; write for example ports = [80]";
        expect("ports = [80, 0]", ports + "0" + rest);
        expect("ports = [65536]", ports + "65536" + rest);
        expect("ports = ['80']", ports + "a list" + rest);
        expect("ports = []", ports + "an empty list" + rest);
        expect("waits = [5]",
               "1:9: plugins.news.waits must be a list in which every item is a duration from 0s up, not a "
               "list of integers; write for example waits = []");
        expect("roots = ['a']", "1:9: plugins.news.roots must be a list in which every item is an absolute path, not "
                                "\"a\"; write for example roots = []");
    }

    void testListsHaveALength() {
        CPPUNIT_ASSERT(value("ports = [1, 2, 3]", "ports") == Value(Numbers{1, 2, 3}));
        const std::string found = faults("ports = [1, 2, 3, 4]");
        CPPUNIT_ASSERT_MESSAGE(found, found.find("with at most 3 items, not with 4; ") != std::string::npos);
    }

    void testTableIsASectionOfKeys() {
        CPPUNIT_ASSERT(value("smtp.port = 587", "smtp.port") == Value{std::int64_t{587}});
        CPPUNIT_ASSERT(value("[smtp]\nport = 588", "smtp.port") == Value{std::int64_t{588}});
        sources_.environment["PORTICO_PLUGINS__NEWS__SMTP__PORT"] = "589";
        CPPUNIT_ASSERT(value("", "smtp.port") == Value{std::int64_t{589}});
        expect("[smtp]\nprot = 1\nport = 'x'",
               "2:1: unknown key plugins.news.smtp.prot; did you mean plugins.news.smtp.port?\n"
               "3:8: plugins.news.smtp.port must be an integer from 0 up, not the string \"x\"; write for example port "
               "= 25");
    }

    void testTableIsNotAValue() {
        const std::string rest =
            "plugins.news.smtp is a section, not a key; write [plugins.news.smtp] and its keys below it";
        expect("smtp = 'x'", "1:1: " + rest);
        expect("[[smtp]]\nport = 1", "1:3: " + rest);
        sources_.sets = {"plugins.news.smtp=x"};
        expect("", "--set plugins.news.smtp: " + rest);
    }

    void testListOfTablesIsRead() {
        CPPUNIT_ASSERT(value("", "feeds") == Value(Rows{}));
        CPPUNIT_ASSERT(value("feeds = []", "feeds") == Value(Rows{}));
        CPPUNIT_ASSERT(value("[[feeds]]\nurl = 'a'\n[[feeds]]\nurl = 'b'\nevery = '5m'\ntoken = 't'", "feeds") ==
                       Value(Rows{row("a", 3600), row("b", 300, "t")}));
        CPPUNIT_ASSERT(value("feeds = [{ url = 'a' }]", "feeds") == Value(Rows{row("a", 3600)}));
    }

    void testEveryFaultInAListOfTablesHasItsPlace() {
        expect(
            "[[feeds]]\nurl = ''\nevry = '5m'\n\n[[feeds]]\nevery = '5s'\nurl.x = 1\n[unrelated_words]\n",
            "2:7: plugins.news.feeds, entry 1: url must be a string that is not empty, not \"\"; write for example url "
            "= "
            "\"...\"\n"
            "3:1: plugins.news.feeds, entry 1: unknown field evry; did you mean every?\n"
            "6:9: plugins.news.feeds, entry 2: every must be a duration from 1m up, not 5s; write for example every = "
            "\"1h\"\n"
            "7:1: plugins.news.feeds, entry 2: url must be a string that is not empty, not a section; write for "
            "example "
            "url = \"...\"\n"
            "8:2: unknown key plugins.news.unrelated_words; remove it, or see all keys with: portico config show");
        const std::string found = faults("[[feeds]]\nevery = '5m'");
        CPPUNIT_ASSERT_MESSAGE(found, found.find("plugins.news.feeds, entry 1 has no url; write for example url = ") !=
                                          std::string::npos);
    }

    void testListOfTablesHasALength() {
        const std::string entry = "[[feeds]]\nurl = 'a'\n";
        CPPUNIT_ASSERT(check(entry + entry).ok());
        const std::string found = faults(entry + entry + entry);
        CPPUNIT_ASSERT_MESSAGE(found,
                               found.find("plugins.news.feeds must be a list of tables with at most 2 items, not "
                                          "with 3; remove entries") != std::string::npos);
    }

    void testListOfTablesIsSetOnlyInAFile() {
        const std::string advice = "; write in a file [[plugins.news.feeds]] above each entry, and its fields below";
        sources_.sets = {"plugins.news.feeds=a", "plugins.news.feeds.url=a", "plugins.news.feeds=[]"};
        expect("feeds = 'a'",
               "1:9: plugins.news.feeds must be a list of tables with at most 2 items, not the string \"a\"" + advice +
                   "\n--set plugins.news.feeds: plugins.news.feeds must be a list of tables with at most 2 "
                   "items, not \"a\"" +
                   advice + "\n--set plugins.news.feeds.url: plugins.news.feeds is a list of tables" + advice);
        sources_.sets.clear();
        expect("[feeds]\nurl = 'a'", "2:1: plugins.news.feeds is a list of tables" + advice);
    }

    void testHigherLayerReplacesTheList() {
        dir_.write("portico.toml", "[[plugins.news.feeds]]\nurl = 'a'\n[[plugins.news.feeds]]\nurl = 'b'\n");
        CPPUNIT_ASSERT(value("[[feeds]]\nurl = 'c'", "feeds") == Value(Rows{row("c", 3600)}));
    }

    void testFaultyListKeepsTheValueBelow() {
        dir_.write("portico.toml", "[[plugins.news.feeds]]\nurl = 'a'\n");
        const Outcome outcome = check("[[feeds]]\nurl = 7");
        CPPUNIT_ASSERT(!outcome.ok());
        CPPUNIT_ASSERT_EQUAL(std::string("[{\"url\": \"a\", \"every\": \"1h\", \"token\": \"\"}]"),
                             rowsInJson(outcome.settings));
    }

    static std::string rowsInJson(const Settings& settings) {
        const std::string text = showJson(settings);
        const std::string_view name = "\"plugins.news.feeds\": {\"value\": ";
        const std::size_t at = text.find(name) + name.size();
        return text.substr(at, text.find(", \"origin\"", at) - at);
    }

    void testShownTypesReadBack() {
        const Outcome first = check("mode = 'fast'\nratio = 1e-7\nports = [1, 2]\nwaits = ['90s']\nroots = ['/a']\n"
                                    "smtp.port = 1\n[[feeds]]\nurl = 'a\"'\n[[feeds]]\nurl = 'b'\n");
        CPPUNIT_ASSERT(first.ok());
        const ConfFile shown = readConfFile(showToml(first.settings, true));
        CPPUNIT_ASSERT_MESSAGE(showToml(first.settings, true), !shown.error);
        Draft again;
        const Origin origin{Level::mainFile, "f", 1, 1};
        for (const Entry& entry : shown.entries) again.assign({entry.path, entry.value, origin, origin});
        const Outcome second = again.check(keys());
        CPPUNIT_ASSERT(second.ok());
        for (std::size_t i = 0; i < first.settings.all().size(); ++i)
            CPPUNIT_ASSERT_MESSAGE(first.settings.all()[i].key.name,
                                   first.settings.all()[i].value == second.settings.all()[i].value);
    }

    void testSecretNamesACredential() {
        const std::string text =
            "smtp.password = 'credential:mail'\n[[feeds]]\nurl = 'a'\ntoken = 'credential:feed.1'\n";
        expect(text, "1:17: plugins.news.smtp.password cannot be read: this process has no credentials; add "
                     "LoadCredential=mail:FILE to the service; write for example password = \"\"\n"
                     "4:9: plugins.news.feeds, entry 1: token cannot be read: this process has no credentials; add "
                     "LoadCredential=feed.1:FILE to the service; write for example token = \"\"");
        for (const char* name : {"mail", "feed.1"})
            ::chmod(dir_.write(std::string("credentials/") + name, std::string(name) + " secret\n").c_str(), 0400);
        sources_.environment["CREDENTIALS_DIRECTORY"] = (dir_.path() / "credentials").string();
        CPPUNIT_ASSERT_EQUAL(std::string(), faults(text, 0644)); // the file contains no secret
        CPPUNIT_ASSERT(value(text, "smtp.password") == Value{std::string("mail secret")});
        CPPUNIT_ASSERT(value(text, "feeds") == Value(Rows{row("a", 3600, "feed.1 secret")}));
        for (const char* name : {"../mail", "", ".hidden", "absent"})
            CPPUNIT_ASSERT_MESSAGE(name, !check("smtp.password = 'credential:" + std::string(name) + "'").ok());
    }

    void testSecretFieldsAreHiddenAndGuarded() {
        const std::string text = "[[feeds]]\nurl = 'a'\ntoken = 'hunter2'\n[[feeds]]\nurl = 'b'\n";
        const Settings settings = check(text).settings;
        const std::string shown = showToml(settings, false);
        CPPUNIT_ASSERT_MESSAGE(shown, shown.find("feeds = [\n"
                                                 "  { url = \"a\", every = \"1h\", token = \"***\" },\n"
                                                 "  { url = \"b\", every = \"1h\", token = \"\" }\n"
                                                 "]\n") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(std::string("[{\"url\": \"a\", \"every\": \"1h\", \"token\": \"***\"}, {\"url\": \"b\", "
                                         "\"every\": \"1h\", \"token\": \"\"}]"),
                             rowsInJson(settings));
        const std::string open = faults(text, 0644);
        CPPUNIT_ASSERT_MESSAGE(open, open.starts_with("3:9: plugins.news.feeds.token is a secret, but everybody"));
        const std::string wrong = faults("[[feeds]]\nurl = 'a'\ntoken = 12345");
        CPPUNIT_ASSERT_MESSAGE(wrong, wrong.find("12345") == std::string::npos);
    }

    void testBadDeclarationsAreRefused() {
        const auto problem = [](Declaration declaration) {
            declaration.name = "x";
            declaration.sentence = "S.";
            const auto problems = Keys().addPlugin("p", std::vector{std::move(declaration)});
            return problems.empty() ? std::string() : problems.front();
        };
        const std::vector<Declaration> field{
            {.name = "a", .type = Type::integer, .defaultText = "x", .sentence = "S."}};
        const std::vector<Declaration> nested{{.name = "a", .type = Type::rows, .sentence = "S."}};
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"x\": it has no fields"), problem({.type = Type::section}));
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"x\": it has no fields"), problem({.type = Type::rows}));
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"x.a\": its default must be an integer from 0 up, not \"x\""),
                             problem({.type = Type::section, .fields = field}));
        CPPUNIT_ASSERT_EQUAL(
            std::string("setting \"x\": field \"a\": its default must be an integer from 0 up, not \"x\""),
            problem({.type = Type::rows, .fields = field}));
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"x.a\": a field cannot be a table"),
                             problem({.type = Type::section, .fields = nested}));
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"x\": field \"a\": a field cannot be a table"),
                             problem({.type = Type::rows, .fields = nested}));
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"x\": its lower limit is above its upper limit"),
                             problem({.type = Type::number, .defaultText = "1", .least = "2", .most = "1.5"}));
        CPPUNIT_ASSERT_EQUAL(
            std::string("setting \"x\": its default: plugins.p.x must be a list of tables with at least 1 "
                        "items, not with 0"),
            problem({.type = Type::rows, .leastEntries = 1, .fields = {{.name = "a", .sentence = "S."}}}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginTypesTest);
