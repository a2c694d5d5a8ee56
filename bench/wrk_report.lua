-- SPDX-License-Identifier: Apache-2.0
-- The end of a run of wrk, as one line of JSON for bench/load.py. Times are in microseconds.
done = function(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests": %d, "duration": %d, "p50": %d, "p99": %d, "failed": %d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
