// SPDX-License-Identifier: Apache-2.0
#include "host/tasks/task_set.h"

#include <portico/error.hpp>

namespace portico::host {

struct TaskSet::Service {
    TaskScheduler& scheduler;
    TaskOwner owner;
    portico_tasks table;
};

TaskSet::TaskSet(TaskScheduler& scheduler, const TaskLimits& limits, unsigned generation, StatsOf stats, StateOf state)
    : scheduler_(scheduler), generation_(generation), stats_(std::move(stats)), state_(std::move(state)) {
    scheduler_.enter(*this, limits);
}

TaskSet::~TaskSet() {
    for (const auto& [plugin, service] : services_) scheduler_.end(service->owner);
    scheduler_.leave(*this);
}

const portico_tasks* TaskSet::table(std::string_view plugin) {
    const MutexLock lock(mutex_);
    if (const auto found = services_.find(plugin); found != services_.end()) return &found->second->table;
    std::string id(plugin);
    TaskOwner owner{this, id, generation_, [this, id] { return stats_(id); }, [this, id] { return state_(id); }};
    auto made = std::make_unique<Service>(
        Service{scheduler_, std::move(owner), {sizeof(portico_tasks), 0, nullptr, add, cancel}});
    made->table.ctx = made.get();
    scheduler_.open(made->owner);
    return &services_.emplace(std::move(id), std::move(made)).first->second->table;
}

void TaskSet::end(std::string_view plugin) noexcept {
    const Service* service = nullptr;
    {
        const MutexLock lock(mutex_);
        if (const auto found = services_.find(plugin); found != services_.end()) service = found->second.get();
    }
    if (service != nullptr) scheduler_.end(service->owner);
}

portico_status TaskSet::add(void* ctx, const portico_task* task, portico_error* why) noexcept {
    return exceptionBarrier(why, [&] {
        Service& service = *static_cast<Service*>(ctx);
        TaskPlan plan;
        std::string problem = readTask(*task, service.scheduler.now(), plan);
        const portico_status status = problem.empty() ? service.scheduler.add(service.owner, std::move(plan), problem)
                                                      : portico_status{PORTICO_INVALID};
        if (status != PORTICO_OK) explain(why, problem);
        return status;
    });
}

portico_status TaskSet::cancel(void* ctx, portico_str name) noexcept {
    return exceptionBarrier(nullptr, [&] {
        Service& service = *static_cast<Service*>(ctx);
        return service.scheduler.cancel(service.owner, view(name));
    });
}

} // namespace portico::host
