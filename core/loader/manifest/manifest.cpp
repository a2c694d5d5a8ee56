// SPDX-License-Identifier: Apache-2.0
// The ABI version is checked first. Another version may mean another manifest format, so no other problem is reported then.
#include "loader/manifest/manifest.h"

#include "base/json.h"
#include "config/value.h"
#include "loader/manifest/capability_id.h"
#include "loader/manifest/capability_need.h"
#include "loader/manifest/manifest_setting.h"
#include "loader/manifest/members.h"

#include <portico/abi.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace portico::loader {

namespace {

constexpr std::size_t longestText = 64 * 1024;
constexpr std::size_t longestSentence = 200;

std::string ownVersion() { return PORTICO_TEXT_OF(PORTICO_ABI_MAJOR) "." PORTICO_TEXT_OF(PORTICO_ABI_MINOR); }

std::optional<std::uint32_t> parseNumber(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && !(text.size() > 1 && text.front() == '0') ? std::optional(number) : std::nullopt;
}

bool readAbi(Members& members, Manifest& manifest) {
    const std::string* text = members.text("abi", true);
    if (text == nullptr) return false;
    const std::size_t dot = std::min(text->find('.'), text->size());
    const auto major = parseNumber(std::string_view(*text).substr(0, dot));
    const auto minor = dot < text->size() ? parseNumber(std::string_view(*text).substr(dot + 1)) : std::nullopt;
    if (!major || !minor) {
        members.problem("has the ABI version \"" + *text + "\"; it must look like \"" + ownVersion() + '"');
        return false;
    }
    manifest.abiMajor = *major;
    manifest.abiMinor = *minor;
    return true;
}

// Why this server cannot run a plugin of that version; empty if it can.
std::string abiProblem(const Manifest& manifest) {
    const std::string its = std::to_string(manifest.abiMajor) + '.' + std::to_string(manifest.abiMinor);
    const std::string start = "was built for plugin ABI " + its + ", this server has " + ownVersion() + "; ";
    if (manifest.abiMajor < PORTICO_ABI_MAJOR) return start + "build it against this server's <portico/abi.h>";
    if (manifest.abiMajor > PORTICO_ABI_MAJOR || manifest.abiMinor > PORTICO_ABI_MINOR)
        return start + "upgrade portico or take an older build of the plugin";
    return {};
}

std::string readText(Members& members, std::string_view name, bool required) {
    const std::string* text = members.text(name, required);
    if (text == nullptr) return {};
    if (text->empty() || text->size() > longestSentence || !config::isPlainText(*text, false))
        members.problem("has a \"" + std::string(name) + "\" that is not one line of 1 to 200 bytes");
    return *text;
}

void readId(Members& members, Manifest& manifest) {
    const std::string* id = members.text("id", true);
    if (id == nullptr) return;
    if (isPluginId(*id))
        manifest.id = *id;
    else
        members.problem("has the id \"" + *id + "\"; an id is [a-z][a-z0-9_]*, at most 64 characters");
}

std::vector<std::string> readList(Members& members, std::string_view name, bool required,
                                  std::string (*problemOf)(std::string_view)) {
    std::vector<std::string> texts = members.texts(name, required);
    for (const std::string& text : texts)
        if (const std::string problem = problemOf(text); !problem.empty())
            members.problem("lists in \"" + std::string(name) + "\" " + problem);
    return texts;
}

// Whether the setting can name the plugins of a need.
bool namesPlugins(const config::Declaration& setting) {
    const bool isTexts = setting.type == config::Type::list && setting.item == config::Type::text;
    return (setting.type == config::Type::text || isTexts) && !setting.secret;
}

// Call after the settings were read.
void checkNeed(Members& members, const Manifest& manifest, const std::string& text) {
    const CapabilityNeed needed = readNeed(text);
    if (isShared(needed.capability))
        members.problem("needs " + needed.capability +
                        ", which is shared: a plugin can only need a capability that has one provider");
    const auto setting = std::ranges::find(manifest.settings, needed.setting, &config::Declaration::name);
    if (!needed.setting.empty() && (setting == manifest.settings.end() || !namesPlugins(*setting)))
        members.problem("needs \"" + text + "\", but declares no setting \"" + needed.setting +
                        "\" of type string or list that is not secret");
}

void checkNeeds(Members& members, const Manifest& manifest) {
    for (const std::string& text : manifest.needs) checkNeed(members, manifest, text);
    for (const std::string& text : manifest.wants) {
        checkNeed(members, manifest, text);
        if (std::ranges::find(manifest.needs, text) != manifest.needs.end())
            members.problem("lists \"" + text + "\" in \"needs\" and in \"wants\"; keep one of them");
    }
}

void readNeededPlugins(Members& members, Manifest& manifest) {
    const base::JsonMap* plugins = members.map("needs_plugins", false);
    if (plugins == nullptr) return;
    for (const base::JsonMember& plugin : *plugins) {
        const std::string* text = plugin.value.as<std::string>();
        const auto versions = text != nullptr ? VersionRange::read(*text) : std::nullopt;
        if (!isPluginId(plugin.name) || plugin.name == manifest.id)
            members.problem("has \"" + plugin.name + "\" in \"needs_plugins\", which is not the id of another plugin");
        else if (std::ranges::find(manifest.neededPlugins, plugin.name, &NeededPlugin::id) !=
                 manifest.neededPlugins.end())
            members.problem("has \"" + plugin.name + "\" twice in \"needs_plugins\"");
        else if (!versions)
            members.problem("has no range of versions for \"" + plugin.name +
                            "\" in \"needs_plugins\"; an example is \">=1.2 <2\"");
        else
            manifest.neededPlugins.push_back({plugin.name, *versions});
    }
}

void readSettings(Members& members, Manifest& manifest, std::vector<std::string>& problems) {
    const base::JsonMap* settings = members.map("settings", false);
    if (settings == nullptr) return;
    std::set<std::string_view> seen;
    for (const base::JsonMember& setting : *settings) {
        if (!seen.insert(setting.name).second)
            problems.push_back("its setting \"" + setting.name + "\" is declared twice");
        else if (auto declaration = readSetting(setting, problems))
            manifest.settings.push_back(*std::move(declaration));
    }
}

void readPlugin(const base::JsonMap& plugin, Manifest& manifest, std::vector<std::string>& problems) {
    Members members(plugin, "its manifest", problems);
    readId(members, manifest);
    manifest.version = readText(members, "version", true);
    manifest.summary = readText(members, "summary", true);
    manifest.license = readText(members, "license", false);
    manifest.provides =
        readList(members, "provides", true, capabilityProblem); // may be empty: such a plugin only has tasks
    manifest.needs = readList(members, "needs", false, needProblem);
    manifest.wants = readList(members, "wants", false, needProblem);
    readNeededPlugins(members, manifest);
    readSettings(members, manifest, problems);
    checkNeeds(members, manifest);
    members.finish();
}

} // namespace

bool Manifest::isProvider(std::string_view capability) const {
    return std::ranges::find(provides, capability) != provides.end();
}

ManifestReading readManifest(const std::string& noteText) {
    ManifestReading reading;
    if (noteText.size() > longestText) return {std::nullopt, {"its manifest is longer than 64 KiB; shorten it"}};
    const auto parsed = base::parseJson(noteText, base::Twice::Kept);
    if (const auto* error = std::get_if<std::string>(&parsed))
        return {std::nullopt,
                {"its manifest is not JSON (" + *error + "); correct PORTICO_MANIFEST and build it again"}};
    const base::JsonMap* root = std::get<base::Json>(parsed).as<base::JsonMap>();
    if (root == nullptr) return {std::nullopt, {"its manifest is not a JSON object"}};
    Members members(*root, "its note", reading.problems);
    Manifest manifest;
    const bool hasVersion = readAbi(members, manifest);
    const std::string newer = hasVersion ? abiProblem(manifest) : std::string();
    if (const base::JsonMap* plugin = members.map("plugin", true)) readPlugin(*plugin, manifest, reading.problems);
    members.finish();
    if (!newer.empty()) reading.problems = {newer};
    reading.manifest = std::move(manifest);
    return reading;
}

} // namespace portico::loader
