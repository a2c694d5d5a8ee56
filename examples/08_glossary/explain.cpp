// SPDX-License-Identifier: Apache-2.0
// Uses the capability of another plugin, and also works without it.
#include "acme_glossary.h"

#include <portico/plugin.hpp>

class Explain : public portico::Plugin {
public:
    explicit Explain(portico::Host host) : host_(host) {
        get("/explain/{word}", "public", "Explains a word.", [this](portico::Exchange& x) { explain(x); });
    }
    void start() override { glossary_ = acme::Glossary::wanted(host_); }

private:
    void explain(portico::Exchange& x) const {
        if (!glossary_) return x.fail(503, "no plugin provides " ACME_GLOSSARY);
        const auto meaning = glossary_->explain(x.parameter("word"));
        if (!meaning) return x.fail(404, "the glossary lacks this word");
        x.text(*meaning);
    }

    portico::Host host_;
    std::optional<acme::Glossary> glossary_;
};

PORTICO_PLUGIN(Explain, {
    "id" : "explain",
    "version" : "1.0.0",
    "summary" : "Explains words of the glossary, if there is one.",
    "provides" : ["portico.routes/1"],
    "wants" : ["acme.glossary/1"]
});
