// SPDX-License-Identifier: Apache-2.0
// Provides a capability of its own: the words of a setting with their meanings. explain.cpp uses it.
#include "acme_glossary.h"

#include <map>
#include <portico/plugin.hpp>

class Glossary : public portico::Plugin {
public:
    explicit Glossary(portico::Host host) {
        for (const std::string& line : host.list("words")) {
            const std::size_t end = line.find('=');
            if (end == std::string::npos)
                throw portico::Error(PORTICO_INVALID, "plugins.glossary.words: \"" + line + "\" has no =");
            meanings_.emplace(line.substr(0, end), line.substr(end + 1));
        }
    }
    const void* ownCapability(std::string_view id) const noexcept override {
        return id == ACME_GLOSSARY ? &table : nullptr;
    }

private:
    const std::string& explain(std::string_view word) const {
        const auto found = meanings_.find(word);
        if (found == meanings_.end()) throw portico::Error(PORTICO_NOT_FOUND, "the glossary lacks this word");
        return found->second;
    }
    static portico_status explain(void* self, portico_str word, const portico_sink* meaning,
                                  portico_error* why) noexcept {
        return portico::provide<Glossary>(self, why, [&](Glossary& own) {
            if (meaning->write(meaning->ctx, portico::str(own.explain(portico::view(word)))) != PORTICO_OK)
                throw portico::Error(PORTICO_FAILED, "the caller does not take the meaning");
        });
    }
    static constexpr acme_glossary table{sizeof(acme_glossary), 0, explain};

    std::map<std::string, std::string, std::less<>> meanings_;
};

PORTICO_PLUGIN(Glossary, {
    "id" : "glossary",
    "version" : "1.0.0",
    "summary" : "Words and their meanings, for other plugins.",
    "provides" : ["acme.glossary/1"],
    "settings" : {
        "words" : {
            "type" : "list",
            "default" : ["lane=a thread that serves requests"],
            "help" : "Each word with its meaning, as word=meaning."
        }
    }
});
