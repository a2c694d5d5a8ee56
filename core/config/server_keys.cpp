// SPDX-License-Identifier: Apache-2.0
// The keys server.* and tls.*: where the server listens, whom it believes, and its certificates.
#include "config/host_keys.h"

#include "config/rules.h"

namespace portico::config {

namespace {

void addServer(Keys& keys) {
    keys.add({.name = "server.listen",
              .type = Type::list,
              .defaultText = "127.0.0.1:8080",
              .sentence = "Addresses and ports, or Unix sockets, to listen on; port 0 picks a free port. Sockets from "
                          "systemd override this key.",
              .reason = "A new server is reachable only from this machine until an administrator has configured it.",
              .applies = Applies::atRestart,
              .rule = listenRule});
    keys.add({.name = "server.socket_mode",
              .type = Type::text,
              .defaultText = "0660",
              .sentence = "Mode of the Unix sockets in server.listen; users with write permission may connect.",
              .reason = "A proxy connects if its user is a member of the socket's group.",
              .applies = Applies::atRestart,
              .rule = modeRule});
    keys.add({.name = "server.socket_owner",
              .type = Type::text,
              .sentence = "Owner of the Unix sockets; empty: the user of the server.",
              .reason = "Only root can give a file to another user.",
              .example = "www-data",
              .applies = Applies::atRestart,
              .rule = userNameRule});
    keys.add({.name = "server.socket_group",
              .type = Type::text,
              .sentence = "Group of the Unix sockets; empty: the group of the server. Unless the server is root, it "
                          "must be a member.",
              .reason = "The server does not know which other group to use.",
              .example = "www-data",
              .applies = Applies::atRestart,
              .rule = userNameRule});
    keys.add({.name = "server.listen_tls",
              .type = Type::list,
              .sentence = "Addresses and ports to listen on for HTTPS; needs tls.certificates.",
              .reason = "There is no certificate until one has been issued.",
              .example = "0.0.0.0:443,[::]:443",
              .applies = Applies::atRestart,
              .rule = listenRule});
    keys.add(
        {.name = "server.threads",
         .type = Type::integer,
         .defaultText = "16",
         .least = "1",
         .most = "1024",
         .sentence = "Maximum number of requests served at the same time.",
         .reason = "Enough for pages that wait for a database on a small machine; idle connections need no thread.",
         .applies = Applies::atRestart});
    keys.add({.name = "server.public_url",
              .type = Type::text,
              .sentence = "URL at which visitors reach the site; empty: derived from each request.",
              .reason = "Behind a proxy the server cannot know it.",
              .example = "https://www.example.org",
              .rule = publicUrlRule});
    keys.add(
        {.name = "server.public_path",
         .type = Type::choice,
         .defaultText = "kept",
         .choices = {"kept", "removed"},
         .sentence = "With a path in server.public_url: whether the proxy keeps that path in requests or removes it.",
         .reason = "A proxy that does not rewrite paths cannot rewrite them incorrectly."});
    keys.add({.name = "server.hosts",
              .type = Type::list,
              .sentence = "Host names that the site answers to; requests for other names get 421. Empty: any name.",
              .reason = "The server does not know its name until it is configured.",
              .example = "www.example.org",
              .rule = hostRule});
    keys.add({.name = "server.trusted_proxies",
              .type = Type::list,
              .sentence = "Addresses or networks of proxies whose statement about the client's address is trusted; "
                          "\"unix\" means all Unix sockets.",
              .reason = "If everybody were trusted, clients could forge their address.",
              .example = "10.0.0.0/8",
              .applies = Applies::atRestart,
              .rule = proxyRule});
    keys.add(
        {.name = "server.proxy_header",
         .type = Type::choice,
         .defaultText = "x-forwarded",
         .choices = {"x-forwarded", "forwarded", "proxy-protocol"},
         .sentence = "How trusted proxies report the client: X-Forwarded-For and -Proto, Forwarded (RFC 7239), or "
                     "the PROXY protocol.",
         .reason =
             "Most proxies send X-Forwarded-For. Only one header is trusted, because clients could send the others.",
         .applies = Applies::atRestart});
}

void addTls(Keys& keys) {
    keys.add({.name = "tls.certificates",
              .type = Type::list,
              .sentence = "PEM files, each with a server certificate followed by its intermediate certificates; the "
                          "first file serves clients that request none of the certified names.",
              .reason = "A certificate contains the names of the site.",
              .example = "/etc/letsencrypt/live/example.org/fullchain.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.keys",
              .type = Type::list,
              .sentence = "PEM files with the private keys of tls.certificates, in the same order; other users must "
                          "not be able to read them.",
              .reason = "Each key belongs to one certificate.",
              .example = "/etc/letsencrypt/live/example.org/privkey.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.client_ca",
              .type = Type::list,
              .sentence =
                  "PEM files with certificate authorities: every client is asked for a certificate, and one that "
                  "no authority issued is refused. Clients without a certificate are served. Empty: no client "
                  "is asked.",
              .reason = "Few sites use certificates of clients, and browsers ask their users about them.",
              .example = "/etc/portico/tls/clients.pem",
              .rule = certificateRule});
    keys.add({.name = "tls.redirect",
              .type = Type::boolean,
              .defaultText = "true",
              .sentence = "With server.listen_tls: redirect requests for pages from HTTP to HTTPS and refuse requests "
                          "of programs over HTTP.",
              .reason = "A cookie sent once over an unencrypted connection can be stolen."});
    keys.add({.name = "tls.hsts",
              .type = Type::duration,
              .defaultText = "730d",
              .least = "0s",
              .most = "3650d",
              .sentence = "HSTS max-age: how long browsers must use HTTPS only; 0s sends no HSTS header.",
              .reason = "HSTS preload lists ask for two years."});
    keys.add({.name = "tls.hsts_subdomains",
              .type = Type::boolean,
              .defaultText = "false",
              .sentence = "Whether HSTS includes subdomains.",
              .reason = "Some subdomains may not support TLS, and only their owner knows."});
}

void addControl(Keys& keys) {
    keys.add({.name = "server.control",
              .type = Type::path,
              .defaultText = "/run/portico/control.sock",
              .sentence = "Socket on which `portico reload` and `portico status` reach the running server.",
              .reason = "The service's RuntimeDirectory; only root and the user of the server are accepted there.",
              .applies = Applies::atRestart});
}

} // namespace

void addServerKeys(Keys& keys) {
    addServer(keys);
    addControl(keys);
    addTls(keys);
}

} // namespace portico::config
