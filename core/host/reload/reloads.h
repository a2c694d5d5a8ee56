// SPDX-License-Identifier: Apache-2.0
// Reload requests, the build that runs for them, and its outcome. One build runs at a time. A reload that is requested meanwhile
// waits for the next build, since the running one may have read the files before they changed. Belongs to the control thread.
#pragma once

#include "host/reload/builder.h"
#include "host/reload/generations.h"
#include "host/reload/worker.h"

#include <atomic>

namespace portico::host {

class Reloads {
public:
    using OnFinished = std::function<void(const Generations::ReloadResult&)>;

    // `always`: called for every reload, done or refused, before the callbacks of the requests.
    Reloads(Builder& builder, Generations& generations, Worker& worker, OnFinished always);

    // `fresh`: the id of a plugin whose library is mapped anew, with fresh static variables; may be empty.
    void ask(std::string reason, OnFinished onFinished = {}, std::string fresh = {});

    // Call when a job of the worker has ended or is late.
    void look();

private:
    struct Asked {
        std::string reason;
        OnFinished onFinished;
        std::string fresh;
    };
    struct Build {
        Worker::JobId job = 0;
        std::atomic<bool> done{false};
        Built built{};
    };

    void begin();
    void end(const Generations::ReloadResult& result);
    void discardLate();

    Builder& builder_;
    Generations& generations_;
    Worker& worker_;
    const OnFinished always_;
    std::vector<Asked> next_, asked_; // for the next build, and for the one that runs
    std::shared_ptr<Build> build_;    // null: none runs
    std::vector<std::shared_ptr<Build>> late_;
};

} // namespace portico::host
