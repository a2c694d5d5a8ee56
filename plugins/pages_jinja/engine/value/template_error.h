// SPDX-License-Identifier: Apache-2.0
// Errors of templates. TemplateError is what callers of the engine see: template, line, and what was expected. Fault is an error
// without a place, thrown by filters and operators, which do not know where they were called; the renderer catches it and adds
// the place.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace pages_jinja {

enum class ErrorKind {
    Syntax,    // the template cannot be compiled
    Undefined, // something that does not exist was used
    Runtime,   // wrong type, bad argument, division by zero
    NotFound,  // a requested template does not exist
    Limit,     // the template exceeds a limit
    Shortage,  // temporary: no descriptor or no memory to read it
};

class Fault : public std::runtime_error {
public:
    Fault(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    ErrorKind kind() const noexcept { return kind_; }

private:
    ErrorKind kind_;
};

class TemplateError : public std::runtime_error {
public:
    // what() is "name:line: message"; line 0 leaves the line out.
    TemplateError(ErrorKind kind, std::string_view name, int line, std::string_view message);

    ErrorKind kind() const noexcept { return kind_; }
    const std::string& name() const noexcept { return name_; }
    int line() const noexcept { return line_; }

private:
    ErrorKind kind_;
    std::string name_;
    int line_;
};

[[noreturn]] void fail(const std::string& message);      // Runtime
[[noreturn]] void failLimit(const std::string& message); // Limit

} // namespace pages_jinja
