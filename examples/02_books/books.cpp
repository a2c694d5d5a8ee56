// SPDX-License-Identifier: Apache-2.0
// A plugin with its own page for logged-in users: /books, rendered from pages/books.html.
//     g++ -std=c++17 -shared -fPIC -I SDK/include -Wl,--version-script=SDK/../../cmake/plugin.map -o books.so books.cpp
#include <portico/plugin.hpp>

class Books : public portico::Plugin {
public:
    explicit Books(portico::Host host) {
        get("/books", "user", "Lists the books.", [titles = host.list("titles")](portico::Exchange& x) {
            portico::Value::List books(titles.begin(), titles.end());
            x.render("books", {{"books", books}});
        });
    }
};

PORTICO_PLUGIN(Books, {
    "id": "books",
    "version": "1.0.0",
    "summary": "Shows a list of books to logged-in users.",
    "provides": ["portico.routes/1"],
    "settings": {"titles": {"type": "list", "default": ["Frankenstein", "Middlemarch"], "help": "The books."}}
});
