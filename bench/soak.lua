-- SPDX-License-Identifier: Apache-2.0
-- A mix of everything that the site serves, for bench/soak: pages, files, forms, tokens, and missing pages.
-- The arguments after the address are the path of the asset and a form with name and password. Prints one line of JSON.
local threads = {}
function setup(thread)
    table.insert(threads, thread)
end

local mix, turn = {}, 0
local function add(times, method, path, headers, body)
    local request = wrk.format(method, path, headers, body)
    for _ = 1, times do
        table.insert(mix, request)
    end
end

function init(words)
    local host = wrk.headers["Host"]
    local stranger = {["Host"] = host}
    local form = {["Host"] = host, ["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin"}
    add(300, "GET", "/", stranger)
    add(200, "GET", "/")
    add(1000, "GET", "/private")
    add(200, "GET", "/private", stranger)
    add(400, "GET", "/hello", stranger)
    add(300, "GET", words[1], stranger)
    add(200, "GET", "/auth/login", stranger)
    add(100, "GET", "/nowhere", stranger)
    add(50, "GET", "/assets/%2e%2e/private.html", stranger)
    add(50, "DELETE", "/private", stranger)
    add(196, "GET", "/hello?a=1&b=%C3%A4&c=" .. string.rep("x", 1000), stranger)
    add(3, "POST", "/token", form, words[2])
    add(1, "POST", "/auth/login", form, words[2])
    statuses = {} -- global: done reads it
end

-- 1237 is prime and does not divide #mix, so every entry gets its turn, evenly spread.
function request()
    turn = (turn + 1237) % #mix
    return mix[turn + 1]
end

function response(status)
    local name = tostring(status)
    statuses[name] = (statuses[name] or 0) + 1
end

function done(summary)
    local counts, errors, words = {}, summary.errors, {}
    for _, thread in ipairs(threads) do
        for name, count in pairs(thread:get("statuses")) do
            counts[name] = (counts[name] or 0) + count
        end
    end
    for name, count in pairs(counts) do
        table.insert(words, string.format('"%s": %d', name, count))
    end
    io.write(string.format('\n{"requests": %d, "broken": %d, "statuses": {%s}}\n', summary.requests,
        errors.connect + errors.read + errors.write + errors.timeout, table.concat(words, ", ")))
end
