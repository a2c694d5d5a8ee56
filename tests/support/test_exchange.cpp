// SPDX-License-Identifier: Apache-2.0
// The functions of the portico_exchange that tests pass to plugins.
#include "support/test_exchange.h"

#include <algorithm>

namespace portico::test {

namespace {

TestExchange& of(const portico_exchange* x) { return *static_cast<TestExchange*>(x->ctx); }

bool sameIgnoringCase(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

template <class Same>
portico_status give(const TestExchange::Fields& fields, std::size_t index, portico_str* value, Same&& same) {
    for (const auto& [name, text] : fields)
        if (same(name) && index-- == 0) return *value = str(text), PORTICO_OK;
    return PORTICO_NOT_FOUND;
}

template <TestExchange::Fields TestExchange::*fields>
portico_status exactly(const portico_exchange* x, portico_str name, std::size_t index, portico_str* value) {
    return give(of(x).*fields, index, value, [&](const std::string& own) { return own == view(name); });
}

portico_status header(const portico_exchange* x, portico_str name, std::size_t index, portico_str* value) {
    return give(of(x).headers, index, value, [&](const std::string& own) { return sameIgnoringCase(own, view(name)); });
}

template <TestExchange::Fields TestExchange::*fields>
portico_status at(const portico_exchange* x, std::size_t index, portico_str* name, portico_str* value) {
    const TestExchange::Fields& all = of(x).*fields;
    if (index >= all.size()) return PORTICO_NOT_FOUND;
    *name = str(all[index].first);
    *value = str(all[index].second);
    return PORTICO_OK;
}

portico_status connection(const portico_exchange* x, portico_connection* to) {
    if (to->size < sizeof(portico_connection)) return PORTICO_INVALID;
    const TestExchange& own = of(x);
    *to = {sizeof(portico_connection), own.port, str(own.tlsVersion), str(own.tlsCipher), str(own.certificate),
           str(own.certificateSubject)};
    return PORTICO_OK;
}

portico_status parameter(const portico_exchange* x, portico_str name, portico_str* value) {
    return exactly<&TestExchange::parameters>(x, name, 0, value);
}

bool maySend(portico_str text) {
    return view(text).find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

portico_status setStatus(portico_exchange* x, std::int32_t status) {
    if (of(x).begun() || status < 200 || status > 599) return PORTICO_INVALID;
    of(x).status = status;
    of(x).failed = false;
    return PORTICO_OK;
}

portico_status addHeader(portico_exchange* x, portico_str name, portico_str value) {
    if (of(x).begun() || name.len == 0 || !maySend(name) || !maySend(value)) return PORTICO_INVALID;
    of(x).answerHeaders.emplace_back(view(name), view(value));
    return PORTICO_OK;
}

portico_status setHeader(portico_exchange* x, portico_str name, portico_str value) {
    if (of(x).begun() || name.len == 0 || !maySend(name) || !maySend(value)) return PORTICO_INVALID;
    std::erase_if(of(x).answerHeaders, [&](const auto& own) { return sameIgnoringCase(own.first, view(name)); });
    return addHeader(x, name, value);
}

portico_status write(portico_exchange* x, portico_str bytes) {
    of(x).answerBody.append(view(bytes));
    return PORTICO_OK;
}

Value copyOf(const portico_value& value) {
    switch (value.type) {
    case PORTICO_BOOLEAN: return value.as.integer != 0;
    case PORTICO_INTEGER: return value.as.integer;
    case PORTICO_REAL: return value.as.real;
    case PORTICO_TEXT: return view(value.as.text);
    case PORTICO_LIST: {
        Value::List list;
        for (std::size_t i = 0; i < value.as.list.count; ++i) list.push_back(copyOf(value.as.list.items[i]));
        return list;
    }
    case PORTICO_MAP: {
        Value::Map map;
        for (std::size_t i = 0; i < value.as.map.count; ++i) {
            const portico_member& member = value.as.map.members[i];
            map.push_back({std::string(view(member.key)), copyOf(member.value)});
        }
        return map;
    }
    default: return {};
    }
}

portico_status render(portico_exchange* x, portico_str page, const portico_value* data) {
    if (of(x).begun() || page.len == 0 || (data != nullptr && data->type != PORTICO_MAP)) return PORTICO_INVALID;
    of(x).page = view(page);
    of(x).data = data != nullptr ? std::get<Value::Map>(copyOf(*data).data()) : Value::Map{};
    of(x).failed = false;
    return PORTICO_OK;
}

// Checking that the path belongs to this site is the host's task and tested there.
portico_status redirect(portico_exchange* x, portico_str path) {
    if (of(x).begun()) return PORTICO_INVALID;
    if (!view(path).starts_with('/') || view(path).starts_with("//")) return PORTICO_INVALID;
    of(x).status = 303;
    of(x).page.clear();
    return setHeader(x, PORTICO_STR("Location"), path);
}

portico_status fail(portico_exchange* x, std::int32_t status, portico_str reason) {
    if (of(x).begun() || status < 400 || status > 599) return PORTICO_INVALID;
    of(x).status = status;
    of(x).failed = true;
    of(x).reason = view(reason);
    of(x).detail.clear();
    of(x).page.clear();
    of(x).answerBody.clear();
    return PORTICO_OK;
}

portico_status setDetail(portico_exchange* x, portico_str detail) {
    if (of(x).begun() || !of(x).failed) return PORTICO_INVALID;
    of(x).detail = view(detail);
    return PORTICO_OK;
}

portico_status challenge(portico_exchange* x) {
    if (of(x).begun()) return PORTICO_INVALID;
    of(x).challenged = true;
    return PORTICO_OK;
}

} // namespace

TestExchange::TestExchange(std::string itsMethod, std::string itsTarget)
    : method(std::move(itsMethod)), target(std::move(itsTarget)), path(target.substr(0, target.find('?'))) {}

portico_exchange* TestExchange::get() {
    fillIn();
    c_.header = header;
    c_.cookie = exactly<&TestExchange::cookies>;
    c_.query = exactly<&TestExchange::queryFields>;
    c_.form = exactly<&TestExchange::formFields>;
    c_.parameter = parameter;
    c_.set_status = setStatus;
    c_.set_header = setHeader;
    c_.add_header = addHeader;
    c_.write = write;
    c_.render = render;
    c_.redirect = redirect;
    c_.fail = fail;
    c_.challenge = challenge;
    c_.header_at = at<&TestExchange::headers>;
    c_.cookie_at = at<&TestExchange::cookies>;
    c_.query_at = at<&TestExchange::queryFields>;
    c_.form_at = at<&TestExchange::formFields>;
    c_.trailer_at = at<&TestExchange::trailers>;
    c_.connection = connection;
    c_.set_detail = setDetail;
    addPieces(c_);
    return &c_;
}

void TestExchange::fillIn() {
    c_.size = sizeof c_;
    c_.flags = flags;
    c_.ctx = this;
    c_.method = str(method);
    c_.path = str(path);
    c_.target = str(target);
    c_.peer = str(peer);
    c_.request_id = str(requestId);
    c_.body = str(body);
    if (user) user_ = borrow(*user);
    c_.user = user ? &user_ : nullptr;
    c_.session = str(session);
    c_.base = str(base);
}

std::optional<std::string> TestExchange::answerHeader(std::string_view name) const {
    for (const auto& [own, value] : answerHeaders)
        if (sameIgnoringCase(own, name)) return value;
    return std::nullopt;
}

std::size_t TestExchange::countHeaders(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(answerHeaders.begin(), answerHeaders.end(),
                                                  [&](const auto& own) { return sameIgnoringCase(own.first, name); }));
}

const Value* TestExchange::value(std::string_view key) const {
    const auto found = std::find_if(data.begin(), data.end(), [&](const Member& member) { return member.key == key; });
    return found == data.end() ? nullptr : &found->value;
}

std::string TestExchange::text(std::string_view key) const {
    const Value* found = value(key);
    const auto* text = found != nullptr ? std::get_if<std::string>(&found->data()) : nullptr;
    return text != nullptr ? *text : std::string();
}

std::vector<std::string> TestExchange::texts(std::string_view key) const {
    std::vector<std::string> all;
    const Value* found = value(key);
    const auto* list = found != nullptr ? std::get_if<Value::List>(&found->data()) : nullptr;
    if (list == nullptr) return all;
    for (const Value& item : *list) all.push_back(std::get<std::string>(item.data()));
    return all;
}

} // namespace portico::test
