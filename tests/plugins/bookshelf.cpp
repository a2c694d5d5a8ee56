// SPDX-License-Identifier: Apache-2.0
// A guest whose handlers use the headers for handlers: cookies, JSON, typed forms, validators, negotiation, statuses, redirects.
#include <portico/cookie.hpp>
#include <portico/form_reader.hpp>
#include <portico/json_reader.hpp>
#include <portico/log_fields.hpp>
#include <portico/negotiation.hpp>
#include <portico/pagination.hpp>
#include <portico/plugin.hpp>
#include <portico/site_url.hpp>
#include <portico/validators.hpp>

namespace {

class Bookshelf : public portico::Plugin {
public:
    explicit Bookshelf(portico::Host host) : host_(host) {
        get("/shelf", "public", "Shows the books as the client prefers.", [](portico::Exchange& x) {
            if (portico::negotiate(x, {"text/plain", "application/json"}) == "text/plain") return x.text("Emma");
            x.json(portico::jsonText(portico::Value::Map{{"title", "Emma"}}));
        });
        get("/shelf/pages", "public", "Shows one page.", [](portico::Exchange& x) {
            x.json(portico::jsonText(portico::Pagination(x, 45, {20, 100}).data()));
        });
        get("/shelf/emma", "public", "Shows one version.", [](portico::Exchange& x) {
            if (!portico::answerUnchanged(x, {portico::weakTag("r7"), 0})) x.text(std::string(5000, 'e'));
        });
        get("/shelf/away", "public", "Leads to another site.",
            [](portico::Exchange& x) { portico::redirectElsewhere(x, "https://pay.example.com/?order=7"); });
        get("/shelf/theme", "public", "Shows the cookie and sets it.", [this](portico::Exchange& x) {
            x.text(theme_.get(x).value_or("none"));
            theme_.set(x, "dark");
        });
        post("/shelf", "public", "Takes a book as JSON.", [this](portico::Exchange& x) { add(x); });
        post("/shelf/form", "public", "Takes a book as a form.", [](portico::Exchange& x) { check(x); });
    }

private:
    void add(portico::Exchange& x) {
        std::string fault;
        const auto book = portico::readJson(x.body(), fault);
        if (!book) throw portico::HttpError(400, fault);
        const portico::Value* title = book->find("title");
        if (title == nullptr || title->as<std::string>() == nullptr)
            throw portico::HttpError(422, "A book has a title.");
        host_.info(portico::LogLine("book added").field("title", *title->as<std::string>()).request(x).text());
        x.status(201);
        x.text("added");
    }
    static void check(portico::Exchange& x) {
        portico::FormReader form(x);
        form.text("title", {1, 20});
        form.integer("year", {1, 3000});
        if (!form.isGood()) x.status(422);
        x.json(portico::jsonText(form.faults()));
    }

    portico::Host host_;
    portico::Cookie theme_{"theme"};
};

} // namespace

PORTICO_PLUGIN(Bookshelf, {
    "id": "bookshelf", "version": "1.0.0", "summary": "Uses the headers for handlers.", "provides": ["portico.routes/1"]
});
