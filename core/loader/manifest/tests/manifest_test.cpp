// SPDX-License-Identifier: Apache-2.0
// The text of the note: what a manifest may contain, and the message for everything else.
#include "loader/manifest/capability_id.h"
#include "loader/manifest/manifest.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::loader;

namespace {

std::string note(const std::string& plugin, const std::string& abi = "1.0") {
    return R"({"abi":")" + abi + R"(","plugin":)" + plugin + "}";
}

std::string with(const std::string& members) {
    return note(R"({"id":"news","version":"1.0","summary":"News.","provides":["portico.routes/1"])" + members + "}");
}

std::string setting(const std::string& members) { return with(R"(,"settings":{"count":{)" + members + "}}"); }

struct Case {
    std::string text;
    std::string problem;
};

const std::vector<Case> refused{
    {"", "is not JSON (line 1, column 1: it ends too early)"},
    {"[]", "is not a JSON object"},
    {note(R"({"id": })"), R"(is not JSON (line 1, column 30, after `":"1.0","plugin":{"id": `: a value is missing))"},
    {"{\n  \"abi\": \"1.0\",\n}", "is not JSON (line 3, column 1: a member name is missing"},
    {R"({"abi" "1.0"})", "a colon is missing"},
    {R"({"abi":"1.0")", "a comma or } is missing"},
    {R"({"abi":["1.0" 2]})", "a comma or ] is missing"},
    {R"({"abi":"1.0)", "a string is not terminated"},
    {R"({"abi":"\x"})", "an invalid escape sequence"},
    {R"({"abi":"\u12g4"})", "four hexadecimal digits"},
    {R"({"abi":"\ud800\u0041"})", "a surrogate is not paired"},
    {"{\"abi\":\"\xc0\xaf\"}", "this is not UTF-8"},
    {"{\"abi\":\"a\nb\"}", "a control character"},
    {R"({"abi":01})", "this is not a number"},
    {R"({"abi":1.})", "this is not a number"},
    {R"({"abi":9223372036854775808})", "a number is too large"},
    {R"({"abi":1e999})", "a number is too large"},
    {R"({"abi":"1.0"} {})", "text follows the end of the JSON value"},
    {std::string(20, '['), "it is nested too deeply"},
    {R"({"plugin":{}})", "its note has no \"abi\""},
    {note("{}", "1"), "has the ABI version \"1\"; it must look like \"1.0\""},
    {note("{}", "1.0.0"), "it must look like"},
    {note("{}", "01.0"), "it must look like"},
    {note("{}", "2.0"), "was built for plugin ABI 2.0, this server has 1.0; upgrade portico"},
    {note("{}", "1.7"), "was built for plugin ABI 1.7, this server has 1.0; upgrade portico"},
    {note("{}", "0.9"), "was built for plugin ABI 0.9, this server has 1.0; build it against"},
    {note("[]"), "has a \"plugin\" that is not an object"},
    {note(R"({"version":"1","summary":"s","provides":["portico.routes/1"]})"), "its manifest has no \"id\""},
    {note(R"({"id":"News"})"), "has the id \"News\"; an id is [a-z][a-z0-9_]*"},
    {note(R"({"id":"../x"})"), "has the id \"../x\""},
    {note(R"({"id":7})"), "has a \"id\" that is not a string"},
    {with(R"(,"id":"news")"), "has \"id\" twice"},
    {with(R"(,"need":[])"), "has an unknown member \"need\"; did you mean \"needs\"?"},
    {with(R"(,"needs":"portico.users/1")"), "has a \"needs\" that is not a list of strings"},
    {with(R"(,"needs":[1])"), "has an item in \"needs\" that is not a string"},
    {with(R"(,"needs":["portico.users/1","portico.users/1"])"), "lists \"portico.users/1\" twice in \"needs\""},
    {with(R"(,"needs":["portico.userz/1"])"), "which this server does not know; did you mean \"portico.users/1\"?"},
    {with(R"(,"needs":["users"])"), "which is not a capability id"},
    {with(R"(,"needs":["portico.routes/1"])"), "needs portico.routes/1, which is shared"},
    {with(R"(,"wants":["portico.backup/1"])"), "needs portico.backup/1, which is shared"},
    {with(R"(,"needs":["portico.users/1@"])"), "in which no plugin follows the \"@\""},
    {with(R"(,"needs":["portico.users/1@Ada"])"), "in which no plugin follows the \"@\""},
    {with(R"(,"needs":["portico.users/1@a@b"])"), "in which no plugin follows the \"@\""},
    {with(R"(,"needs":["portico.users/1@$"])"), "in which no plugin follows the \"@\""},
    {with(R"(,"needs":["@users_archive"])"), "which is not a capability id"},
    {with(R"(,"wants":["portico.users/1@$stores"])"), "but declares no setting \"stores\" of type string or list"},
    {setting(R"("type":"integer","default":1,"help":"A."}},"needs":["a.b/1@$count"],"x":{"":{)"),
     "but declares no setting \"count\" of type string or list"},
    {with(R"(,"needs":["a.b/1"],"wants":["a.b/1"])"), "lists \"a.b/1\" in \"needs\" and in \"wants\""},
    {with(R"(,"needs_plugins":["blog"])"), "has a \"needs_plugins\" that is not an object"},
    {with(R"(,"needs_plugins":{"blog":"1.2"})"), "has no range of versions for \"blog\""},
    {with(R"(,"needs_plugins":{"blog":1})"), "has no range of versions for \"blog\""},
    {with(R"(,"needs_plugins":{"blog":">1","blog":">1"})"), "has \"blog\" twice in \"needs_plugins\""},
    {with(R"(,"needs_plugins":{"Blog":">1"})"), "\"Blog\" in \"needs_plugins\", which is not the id of another plugin"},
    {with(R"(,"needs_plugins":{"news":">1"})"), "\"news\" in \"needs_plugins\", which is not the id of another plugin"},
    {note(R"({"id":"a","version":"1","summary":"s"})"), "has no \"provides\""},
    {note(R"({"id":"a","version":"","summary":"s","provides":["portico.routes/1"]})"), "has a \"version\" that is not"},
    {note("{\"id\":\"a\",\"version\":\"1\",\"summary\":\"a\\nb\",\"provides\":[\"portico.routes/1\"]}"),
     "\"summary\" that"},
    {with(R"(,"settings":[])"), "has a \"settings\" that is not an object"},
    {with(R"(,"settings":{"a":1})"), "its setting \"a\" is not an object"},
    {with(R"(,"settings":{"a":{"type":"boolean","default":true,"help":"A."},"a":{}})"), "\"a\" is declared twice"},
    {setting(R"("type":"float","default":1,"help":"A.")"), "has the unknown type \"float\"; the types are string, "},
    {setting(R"("type":"map","default":"","help":"A.")"), "has the unknown type \"map\""},
    {setting(R"("type":"number","default":"1","help":"A.")"), "\"default\" that does not fit its type number"},
    {setting(R"("type":"number","default":1,"help":"A.","min":"0")"), "\"min\" that does not fit its type number"},
    {setting(R"("type":"enum","default":"a","help":"A.")"), "its setting \"count\" has no \"values\""},
    {setting(R"("type":"enum","values":["a","a"],"default":"a","help":"A.")"), "lists \"a\" twice in \"values\""},
    {setting(R"("type":"enum","values":["a,b"],"default":"a","help":"A.")"),
     "has \"values\" that are empty or contain"},
    {setting(R"("type":"string","values":["a"],"default":"a","help":"A.")"), "has an unknown member \"values\""},
    {setting(R"("type":"list of integers","default":["1"],"help":"A.")"), "does not fit its type list of integers"},
    {setting(R"("type":"list of durations","default":["1s"],"help":"A.","max":9)"), "does not fit its type duration"},
    {setting(R"("type":"list of paths","default":[],"help":"A.","max":9)"), "has a \"max\" but is not a number"},
    {setting(R"("type":"list","default":[],"help":"A.","max_entries":10001)"), "is not an integer from 0 to 10000"},
    {setting(R"("type":"list","default":[],"help":"A.","min_entries":-1)"),
     "\"min_entries\" that is not an integer from 0"},
    {setting(R"("type":"string","default":"","help":"A.","max_entries":1)"), "has an unknown member \"max_entries\""},
    {setting(R"("type":"table","help":"A.")"), "its setting \"count\" has no \"fields\""},
    {setting(R"("type":"table","help":"A.","fields":{})"), "its setting \"count\" has no fields"},
    {setting(R"("type":"table","help":"A.","fields":[])"), "has a \"fields\" that is not an object"},
    {setting(R"("type":"table","help":"A.","fields":{"a":1})"), "its setting \"count.a\" is not an object"},
    {setting(R"("type":"table","help":"A.","fields":{"a":{"type":"string","help":"B."}})"),
     "its setting \"count.a\" has no \"default\""},
    {setting(R"("type":"table","help":"A.","default":{},"fields":{"a":{"type":"string","default":"","help":"B."}})"),
     "its setting \"count\" has an unknown member \"default\""},
    {setting(R"("type":"table","help":"A.","secret":true,"fields":{"a":{"type":"string","default":"","help":"B."}})"),
     "its setting \"count\" has an unknown member \"secret\""},
    {setting(R"("type":"table","help":"A.","fields":{"a":{"type":"table","help":"B.","fields":{}}})"),
     "its setting \"count.a\" is a field and cannot be a table"},
    {setting(R"("type":"list of tables","help":"A.","fields":{"a":{"type":"string","help":"B."},"a":{}})"),
     "its setting \"count.a\" is declared twice"},
    {setting(R"("type":"list of tables","help":"A.","default":[1],"fields":{"a":{"type":"string","help":"B."}})"),
     "has a \"default\" that is not a list of objects"},
    {setting(R"("type":"integer","help":"A.")"), "its setting \"count\" has no \"default\""},
    {setting(R"("type":"integer","default":"1","help":"A.")"), "\"default\" that does not fit its type integer"},
    {setting(R"("type":"integer","default":1.5,"help":"A.")"), "\"default\" that does not fit its type integer"},
    {setting(R"("type":"list","default":["a,b"],"help":"A.")"), "\"default\" that does not fit its type list"},
    {setting(R"("type":"integer","default":1)"), "has no \"help\""},
    {setting(R"("type":"string","default":"","help":"A.","max":"9")"), "has a \"max\" but is not a number"},
    {setting(R"("type":"string","default":"","help":"A.","secret":1)"), "has a \"secret\" that is not true or false"},
    {setting(R"("type":"string","default":"","help":"A.","defualt":"")"), "did you mean \"default\"?"},
    {std::string(70000, ' '), "is longer than 64 KiB"},
};

std::string all(const std::vector<std::string>& problems) {
    std::string text;
    for (const std::string& problem : problems) text += problem + '\n';
    return text;
}

} // namespace

class ManifestTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ManifestTest);
    CPPUNIT_TEST(testCompleteManifestIsRead);
    CPPUNIT_TEST(testEveryFaultHasItsSentence);
    CPPUNIT_TEST(testAllFaultsComeAtOnce);
    CPPUNIT_TEST(testForeignVersionIsTheOnlyComplaint);
    CPPUNIT_TEST(testRefusedManifestStillSaysWhatItProvides);
    CPPUNIT_TEST(testPluginMayOnlyHaveTasks);
    CPPUNIT_TEST(testIdsOfCapabilities);
    CPPUNIT_TEST_SUITE_END();

public:
    void testCompleteManifestIsRead() {
        const auto reading = readManifest(note(R"({
            "id": "news", "version": "2.1", "summary": "Shows news.", "license": "MIT",
            "provides": ["portico.routes/1", "org.example.news/3"], "needs": ["portico.users/1", "a.b/1@$kinds"],
            "wants": ["a.b/1@blog"], "needs_plugins": {"blog": ">=1.2 <2"},
            "settings": {
                "source": {"type": "path", "default": "", "help": "Where from."},
                "count": {"type": "integer", "default": 10, "help": "How many.", "min": 1, "max": 99},
                "wait": {"type": "duration", "default": "30s", "help": "How long.", "max": "5m"},
                "kinds": {"type": "list", "default": ["a", "b"], "help": "Which."},
                "mode": {"type": "enum", "values": ["a", "b"], "default": "b", "help": "How."},
                "ratio": {"type": "number", "default": 0.5, "min": -1, "max": 1.5, "help": "How much."},
                "ports": {"type": "list of integers", "default": [80, 443], "min": 1, "max_entries": 3, "help": "Where."},
                "smtp": {"type": "table", "help": "Mail.", "fields": {
                    "port": {"type": "integer", "default": 25, "help": "Port."}}},
                "feeds": {"type": "list of tables", "help": "Feeds.", "min_entries": 1, "default": [{"url": "a"}], "fields": {
                    "url": {"type": "string", "help": "Where."},
                    "tags": {"type": "list", "default": [], "help": "Tags."}}},
                "key": {"type": "string", "default": "", "help": "Secret.", "secret": true}
            }})"));
        CPPUNIT_ASSERT_EQUAL(std::string(), all(reading.problems));
        const Manifest& manifest = reading.manifest.value();
        CPPUNIT_ASSERT_EQUAL(std::string("news 2.1 Shows news. MIT"),
                             manifest.id + ' ' + manifest.version + ' ' + manifest.summary + ' ' + manifest.license);
        CPPUNIT_ASSERT(manifest.abiMajor == 1 && manifest.abiMinor == 0);
        CPPUNIT_ASSERT(manifest.isProvider("org.example.news/3") && !manifest.isProvider("portico.users/1"));
        CPPUNIT_ASSERT((manifest.needs == std::vector<std::string>{"portico.users/1", "a.b/1@$kinds"}));
        CPPUNIT_ASSERT((manifest.wants == std::vector<std::string>{"a.b/1@blog"}));
        CPPUNIT_ASSERT_EQUAL(std::string("blog >=1.2 <2"),
                             manifest.neededPlugins.at(0).id + ' ' + manifest.neededPlugins.at(0).versions.text());
        CPPUNIT_ASSERT_EQUAL(std::size_t{10}, manifest.settings.size());
        const auto& count = manifest.settings[1];
        CPPUNIT_ASSERT_EQUAL(std::string("count 10 1 99 How many."), count.name + ' ' + count.defaultText + ' ' +
                                                                         count.least + ' ' + count.most + ' ' +
                                                                         count.sentence);
        CPPUNIT_ASSERT_EQUAL(std::string("a,b"), manifest.settings[3].defaultText);
        CPPUNIT_ASSERT(manifest.settings[9].secret && !count.secret);
        CPPUNIT_ASSERT((manifest.settings[4].choices == std::vector<std::string>{"a", "b"}));
        CPPUNIT_ASSERT_EQUAL(std::string("0.5 -1 1.5"), manifest.settings[5].defaultText + ' ' +
                                                            manifest.settings[5].least + ' ' +
                                                            manifest.settings[5].most);
        const auto& ports = manifest.settings[6];
        CPPUNIT_ASSERT_EQUAL(std::string("80,443"), ports.defaultText);
        CPPUNIT_ASSERT(ports.item == portico::config::Type::integer && ports.mostEntries == 3);
        CPPUNIT_ASSERT_EQUAL(std::string("port"), manifest.settings[7].fields.at(0).name);
        const auto& feeds = manifest.settings[8];
        CPPUNIT_ASSERT(feeds.leastEntries == 1 && feeds.fields[0].required && !feeds.fields[1].required);
        CPPUNIT_ASSERT_EQUAL(std::string("url"), feeds.defaultRows.at(0).fields.at(0).name);
    }

    void testEveryFaultHasItsSentence() {
        for (const Case& one : refused) {
            const std::string problems = all(readManifest(one.text).problems);
            CPPUNIT_ASSERT_MESSAGE(one.text + "\n -> " + problems, problems.find(one.problem) != std::string::npos);
        }
    }

    void testAllFaultsComeAtOnce() {
        const auto reading = readManifest(note(R"({"id":"A","provides":["x"],"settings":{"a":1},"extra":1})"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{6}, reading.problems.size());
    }

    void testForeignVersionIsTheOnlyComplaint() {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, readManifest(note(R"({"new":"shape"})", "3.0")).problems.size());
    }

    void testRefusedManifestStillSaysWhatItProvides() {
        const auto reading = readManifest(with(R"(,"extra":1)"));
        CPPUNIT_ASSERT(!reading.problems.empty() && reading.manifest->isProvider("portico.routes/1"));
    }

    void testPluginMayOnlyHaveTasks() {
        const auto reading = readManifest(note(R"({"id":"a","version":"1","summary":"s","provides":[]})"));
        CPPUNIT_ASSERT_EQUAL(std::string(), all(reading.problems));
        CPPUNIT_ASSERT(reading.manifest->provides.empty());
    }

    void testIdsOfCapabilities() {
        for (const char* good : {"portico.users/1", "org.example.mail/12", "a.b-c_d/9"})
            CPPUNIT_ASSERT_MESSAGE(good, isCapabilityId(good));
        for (const char* bad :
             {"", "/", "users/1", "portico.users", "portico.users/0", "portico.users/01", "portico.users/1x",
              "portico..users/1", ".users/1", "Portico.users/1", "a.b/c/1", "portico.users/10000"})
            CPPUNIT_ASSERT_MESSAGE(bad, !isCapabilityId(bad));
        CPPUNIT_ASSERT_EQUAL(std::string("capabilities.users"), configurationKey("portico.users/1").value());
        CPPUNIT_ASSERT(!configurationKey("portico.routes/1") && !configurationKey("org.example.mail/1"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ManifestTest);
