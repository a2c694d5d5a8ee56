// SPDX-License-Identifier: Apache-2.0
#include "host/reload/reloads.h"

#include <algorithm>

namespace portico::host {

Reloads::Reloads(Builder& builder, Generations& generations, Worker& worker, OnFinished always)
    : builder_(builder), generations_(generations), worker_(worker), always_(std::move(always)) {}

void Reloads::ask(std::string reason, OnFinished onFinished, std::string fresh) {
    next_.push_back({std::move(reason), std::move(onFinished), std::move(fresh)});
    if (!build_) begin();
}

void Reloads::begin() {
    asked_ = std::exchange(next_, {});
    generations_.sweep();
    if (auto whyNotBuild = generations_.whyNotBuild(); !whyNotBuild.empty())
        return end(generations_.refuse({std::move(whyNotBuild)}, asked_.front().reason));
    build_ = std::make_shared<Build>();
    std::set<std::string> fresh;
    for (const Asked& one : asked_) fresh.insert(one.fresh);
    const unsigned number = generations_.current().number() + 1;
    build_->job =
        worker_.add("building generation " + std::to_string(number), generations_.reloadTimeout(),
                    [this, build = build_, number, known = generations_.current().leftOut(), fresh = std::move(fresh)] {
                        build->built = builder_.build(number, &known, fresh);
                        build->done = true;
                    });
}

void Reloads::look() {
    discardLate();
    if (!build_) return;
    if (build_->done) {
        const auto build = std::exchange(build_, nullptr);
        return end(generations_.take(std::move(build->built), asked_.front().reason));
    }
    for (const Worker::Late& late : worker_.late())
        if (late.job == build_->job) {
            late_.push_back(std::exchange(build_, nullptr));
            return end(generations_.refuse(
                {late.name + " has not ended within limits.reload_wait; the server continues without it"},
                asked_.front().reason));
        }
}

void Reloads::end(const Generations::ReloadResult& result) {
    always_(result);
    for (const Asked& one : std::exchange(asked_, {}))
        if (one.onFinished) one.onFinished(result);
    if (!next_.empty()) begin();
}

// The result of a late build is not served: a newer generation may have been published since.
void Reloads::discardLate() {
    std::erase_if(late_, [this](const std::shared_ptr<Build>& build) {
        if (!build->done) return false;
        if (build->built.generation) generations_.retire(std::move(build->built.generation));
        return true;
    });
}

} // namespace portico::host
