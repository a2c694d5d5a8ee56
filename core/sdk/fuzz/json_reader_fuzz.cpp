// SPDX-License-Identifier: Apache-2.0
// Any bytes are JSON or have a fault with a place; what is JSON is written as JSON that reads as the same.
#include <portico/json_reader.hpp>
#include <portico/json_writer.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string fault;
    const auto value = portico::readJson({reinterpret_cast<const char*>(bytes), size}, fault);
    if (value.has_value() != fault.empty()) __builtin_trap();
    if (!value) return 0;
    const std::string text = portico::jsonText(*value);
    const auto again = portico::readJson(text, fault);
    if (!again || portico::jsonText(*again) != text) __builtin_trap();
    return 0;
}
