-- SPDX-License-Identifier: Apache-2.0
-- For bench/load.py: with an argument after the address, requests are POSTs with that body; at the end of a run it prints one
-- line of JSON.
-- Times are in microseconds.
function init(words)
    if words[1] then
        wrk.method, wrk.body = "POST", words[1]
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '\n{"requests": %d, "duration": %d, "p50": %d, "p99": %d, "refused": %d, "failed": %d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
