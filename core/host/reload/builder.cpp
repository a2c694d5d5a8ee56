// SPDX-License-Identifier: Apache-2.0
#include "host/reload/builder.h"

#include "host/process/certificates.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"

namespace portico::host {

Builder::Builder(Options options, ProcessState& processState, GenerationOptions generationOptions)
    : options_(std::move(options)), processState_(processState), generationOptions_(std::move(generationOptions)) {}

Built Builder::build(unsigned number, const std::vector<loader::Refusal>* known,
                     const std::set<std::string>& fresh) noexcept {
    try {
        return tryToBuild(number, known, fresh);
    } catch (...) {
        Built built;
        built.refusal = std::current_exception();
        return built;
    }
}

Built Builder::tryToBuild(unsigned number, const std::vector<loader::Refusal>* known,
                          const std::set<std::string>& fresh) {
    Built built;
    Setup setup = setUp(options_, processState_.inspections.get());
    if (!start_) start_ = setup.settings;
    built.waitingForRestart = setup.settings.waitingForRestart(*start_);
    setup.settings = setup.settings.afterStart(*start_);
    trialLoads_.judge(setup);
    if (processState_.tls) built.tls = certificatesFrom(setup.settings, options_.sources.environment, true);
    processState_.libraries.limit(static_cast<std::size_t>(setup.settings.integer("plugins.kept")));
    for (const loader::PluginFile& plugin : setup.inventory.plugins)
        if (fresh.contains(plugin.id)) processState_.libraries.mapAnew(plugin);
    GenerationOptions generationOptions = generationOptions_;
    generationOptions.number = number;
    built.generation = std::make_unique<Generation>(std::move(setup), processState_, std::move(generationOptions));
    // New faults prevent a reload, because the person who requested it can fix them. What was already left out does not.
    if (known != nullptr)
        if (const auto left = newlyLeftOut(built.generation->leftOut(), *known); !left.empty())
            throw Refusal(sentencesOf(left));
    return built;
}

std::vector<std::string> reasonsOf(const std::exception_ptr& refusal) {
    try {
        std::rethrow_exception(refusal);
    } catch (const Refusal& reasons) {
        return reasons.reasons();
    } catch (const std::exception& error) {
        return {sentenceOf(error)};
    } catch (...) {
        return {"an exception that is not a std::exception was thrown"};
    }
}

} // namespace portico::host
