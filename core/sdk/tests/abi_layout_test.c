/* SPDX-License-Identifier: Apache-2.0
 *
 * Pins every struct of the ABI, byte by byte, for 64-bit systems: a plugin that was built yesterday must read what the host
 * writes today. It compiles or it does not; there is nothing to run. A line here never changes and never goes away within
 * one ABI major: new members add lines at the end of their struct, and its SIZE grows. */
#include <portico/abi.h>

_Static_assert(sizeof(void*) == 8 && sizeof(size_t) == 8, "these are the numbers of LP64");

#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), "size of " #type " changed")
#define AT(type, member, bytes) _Static_assert(offsetof(type, member) == (bytes), #type "." #member " moved")

_Static_assert(PORTICO_ABI_MAJOR == 1, "another major: new pins");
_Static_assert(PORTICO_MAGIC == 0x6f637450u, "the magic never changes");

SIZE(portico_str, 16);
AT(portico_str, ptr, 0);
AT(portico_str, len, 8);

SIZE(portico_error, 504);
AT(portico_error, size, 0);
AT(portico_error, reserved, 4);
AT(portico_error, message, 8);

SIZE(portico_sink, 16);
AT(portico_sink, ctx, 0);
AT(portico_sink, write, 8);

SIZE(portico_list, 16);
AT(portico_list, items, 0);
AT(portico_list, count, 8);

SIZE(portico_map, 16);
AT(portico_map, members, 0);
AT(portico_map, count, 8);

SIZE(portico_value, 24);
AT(portico_value, type, 0);
AT(portico_value, reserved, 4);
AT(portico_value, as, 8);

SIZE(portico_member, 40);
AT(portico_member, key, 0);
AT(portico_member, value, 16);

SIZE(portico_user, 120);
AT(portico_user, size, 0);
AT(portico_user, flags, 4);
AT(portico_user, id, 8);
AT(portico_user, name, 24);
AT(portico_user, roles, 40);
AT(portico_user, created, 56);
AT(portico_user, changed, 64);
AT(portico_user, revision, 72);
AT(portico_user, scheme, 80);
AT(portico_user, scopes, 96);
AT(portico_user, login, 112);

SIZE(portico_user_sink, 16);
AT(portico_user_sink, ctx, 0);
AT(portico_user_sink, take, 8);

SIZE(portico_session, 128);
AT(portico_session, size, 0);
AT(portico_session, reserved, 4);
AT(portico_session, id, 8);
AT(portico_session, user_id, 24);
AT(portico_session, peer, 40);
AT(portico_session, agent, 56);
AT(portico_session, created, 72);
AT(portico_session, seen, 80);
AT(portico_session, idle_seconds, 88);
AT(portico_session, expires, 96);
AT(portico_session, revision, 104);
AT(portico_session, kind, 112);

SIZE(portico_session_sink, 16);
AT(portico_session_sink, ctx, 0);
AT(portico_session_sink, take, 8);

SIZE(portico_part, 56);
AT(portico_part, size, 0);
AT(portico_part, flags, 4);
AT(portico_part, name, 8);
AT(portico_part, filename, 24);
AT(portico_part, content_type, 40);

SIZE(portico_connection, 72);
AT(portico_connection, size, 0);
AT(portico_connection, port, 4);
AT(portico_connection, tls_version, 8);
AT(portico_connection, tls_cipher, 24);
AT(portico_connection, certificate, 40);
AT(portico_connection, certificate_subject, 56);

SIZE(portico_exchange, 360);
AT(portico_exchange, size, 0);
AT(portico_exchange, flags, 4);
AT(portico_exchange, ctx, 8);
AT(portico_exchange, method, 16);
AT(portico_exchange, path, 32);
AT(portico_exchange, target, 48);
AT(portico_exchange, peer, 64);
AT(portico_exchange, request_id, 80);
AT(portico_exchange, body, 96);
AT(portico_exchange, user, 112);
AT(portico_exchange, session, 120);
AT(portico_exchange, header, 136);
AT(portico_exchange, cookie, 144);
AT(portico_exchange, query, 152);
AT(portico_exchange, form, 160);
AT(portico_exchange, parameter, 168);
AT(portico_exchange, set_status, 176);
AT(portico_exchange, set_header, 184);
AT(portico_exchange, add_header, 192);
AT(portico_exchange, write, 200);
AT(portico_exchange, render, 208);
AT(portico_exchange, redirect, 216);
AT(portico_exchange, fail, 224);
AT(portico_exchange, challenge, 232);
AT(portico_exchange, flush, 240);
AT(portico_exchange, client_gone, 248);
AT(portico_exchange, pause, 256);
AT(portico_exchange, read_body, 264);
AT(portico_exchange, next_part, 272);
AT(portico_exchange, read_part, 280);
AT(portico_exchange, base, 288);
AT(portico_exchange, header_at, 304);
AT(portico_exchange, cookie_at, 312);
AT(portico_exchange, query_at, 320);
AT(portico_exchange, form_at, 328);
AT(portico_exchange, trailer_at, 336);
AT(portico_exchange, connection, 344);
AT(portico_exchange, set_detail, 352);

SIZE(portico_provider, 16);
AT(portico_provider, table, 0);
AT(portico_provider, self, 8);

SIZE(portico_host, 120);
AT(portico_host, size, 0);
AT(portico_host, abi_major, 4);
AT(portico_host, abi_minor, 8);
AT(portico_host, reserved, 12);
AT(portico_host, ctx, 16);
AT(portico_host, log, 24);
AT(portico_host, setting, 32);
AT(portico_host, capability, 40);
AT(portico_host, service, 48);
AT(portico_host, now, 56);
AT(portico_host, state_directory, 64);
AT(portico_host, page_directories, 72);
AT(portico_host, default_access, 80);
AT(portico_host, purpose, 88);
AT(portico_host, setting_value, 96);
AT(portico_host, public_url, 104);

SIZE(portico_passwords, 48);
AT(portico_passwords, size, 0);
AT(portico_passwords, reserved, 4);
AT(portico_passwords, ctx, 8);
AT(portico_passwords, hash, 16);
AT(portico_passwords, verify, 24);
AT(portico_passwords, acceptable, 32);
AT(portico_passwords, cost, 40);

SIZE(portico_state_sink, 16);
AT(portico_state_sink, ctx, 0);
AT(portico_state_sink, take, 8);

SIZE(portico_state, 72);
AT(portico_state, size, 0);
AT(portico_state, reserved, 4);
AT(portico_state, ctx, 8);
AT(portico_state, put, 16);
AT(portico_state, add, 24);
AT(portico_state, replace, 32);
AT(portico_state, get, 40);
AT(portico_state, remove, 48);
AT(portico_state, count, 56);
AT(portico_state, list, 64);

SIZE(portico_route, 96);
AT(portico_route, size, 0);
AT(portico_route, flags, 4);
AT(portico_route, method, 8);
AT(portico_route, path, 24);
AT(portico_route, guard, 40);
AT(portico_route, summary, 56);
AT(portico_route, ctx, 72);
AT(portico_route, handle, 80);
AT(portico_route, body_limit, 88);

SIZE(portico_routes, 16);
AT(portico_routes, size, 0);
AT(portico_routes, reserved, 4);
AT(portico_routes, route, 8);

SIZE(portico_identity, 16);
AT(portico_identity, ctx, 0);
AT(portico_identity, take, 8);

SIZE(portico_auth, 40);
AT(portico_auth, size, 0);
AT(portico_auth, reserved, 4);
AT(portico_auth, identify, 8);
AT(portico_auth, challenge, 16);
AT(portico_auth, login_path, 24);
AT(portico_auth, logout_path, 32);

SIZE(portico_secret, 24);
AT(portico_secret, kind, 0);
AT(portico_secret, reserved, 4);
AT(portico_secret, text, 8);

SIZE(portico_users, 80);
AT(portico_users, size, 0);
AT(portico_users, reserved, 4);
AT(portico_users, find, 8);
AT(portico_users, get, 16);
AT(portico_users, list, 24);
AT(portico_users, verify, 32);
AT(portico_users, create, 40);
AT(portico_users, update, 48);
AT(portico_users, set_secret, 56);
AT(portico_users, remove, 64);
AT(portico_users, change, 72);

SIZE(portico_sessions, 56);
AT(portico_sessions, size, 0);
AT(portico_sessions, reserved, 4);
AT(portico_sessions, create, 8);
AT(portico_sessions, find, 16);
AT(portico_sessions, touch, 24);
AT(portico_sessions, end, 32);
AT(portico_sessions, end_all, 40);
AT(portico_sessions, list, 48);

SIZE(portico_page, 72);
AT(portico_page, size, 0);
AT(portico_page, reserved, 4);
AT(portico_page, name, 8);
AT(portico_page, path, 24);
AT(portico_page, guard, 40);
AT(portico_page, fault, 56);

SIZE(portico_page_sink, 16);
AT(portico_page_sink, ctx, 0);
AT(portico_page_sink, take, 8);

SIZE(portico_pages, 24);
AT(portico_pages, size, 0);
AT(portico_pages, reserved, 4);
AT(portico_pages, list, 8);
AT(portico_pages, render, 16);

SIZE(portico_backup, 24);
AT(portico_backup, size, 0);
AT(portico_backup, reserved, 4);
AT(portico_backup, save, 8);
AT(portico_backup, load, 16);

SIZE(portico_plugin, 56);
AT(portico_plugin, size, 0);
AT(portico_plugin, magic, 4);
AT(portico_plugin, abi_major, 8);
AT(portico_plugin, abi_minor, 12);
AT(portico_plugin, create, 16);
AT(portico_plugin, start, 24);
AT(portico_plugin, stop, 32);
AT(portico_plugin, destroy, 40);
AT(portico_plugin, get_capability, 48);

SIZE(portico_metric_definition, 88);
AT(portico_metric_definition, size, 0);
AT(portico_metric_definition, kind, 4);
AT(portico_metric_definition, name, 8);
AT(portico_metric_definition, help, 24);
AT(portico_metric_definition, labels, 40);
AT(portico_metric_definition, label_count, 48);
AT(portico_metric_definition, bounds, 56);
AT(portico_metric_definition, bound_count, 64);
AT(portico_metric_definition, divisor, 72);
AT(portico_metric_definition, most_series, 80);

SIZE(portico_metrics, 64);
AT(portico_metrics, size, 0);
AT(portico_metrics, reserved, 4);
AT(portico_metrics, ctx, 8);
AT(portico_metrics, define, 16);
AT(portico_metrics, series, 24);
AT(portico_metrics, add, 32);
AT(portico_metrics, set, 40);
AT(portico_metrics, observe, 48);
AT(portico_metrics, write, 56);

SIZE(portico_task_run, 40);
AT(portico_task_run, size, 0);
AT(portico_task_run, reserved, 4);
AT(portico_task_run, ctx, 8);
AT(portico_task_run, slot, 16);
AT(portico_task_run, deadline, 24);
AT(portico_task_run, should_stop, 32);

SIZE(portico_task, 80);
AT(portico_task, size, 0);
AT(portico_task, flags, 4);
AT(portico_task, name, 8);
AT(portico_task, at, 24);
AT(portico_task, every, 32);
AT(portico_task, jitter, 40);
AT(portico_task, deadline, 48);
AT(portico_task, ctx, 56);
AT(portico_task, run, 64);
AT(portico_task, release, 72);

SIZE(portico_tasks, 32);
AT(portico_tasks, size, 0);
AT(portico_tasks, reserved, 4);
AT(portico_tasks, ctx, 8);
AT(portico_tasks, add, 16);
AT(portico_tasks, cancel, 24);

SIZE(portico_rewrite, 24);
AT(portico_rewrite, size, 0);
AT(portico_rewrite, reserved, 4);
AT(portico_rewrite, ctx, 8);
AT(portico_rewrite, to, 16);

SIZE(portico_head, 64);
AT(portico_head, size, 0);
AT(portico_head, status, 4);
AT(portico_head, ctx, 8);
AT(portico_head, header, 16);
AT(portico_head, header_at, 24);
AT(portico_head, set_status, 32);
AT(portico_head, set_header, 40);
AT(portico_head, add_header, 48);
AT(portico_head, remove_header, 56);

SIZE(portico_request_end, 144);
AT(portico_request_end, size, 0);
AT(portico_request_end, status, 4);
AT(portico_request_end, began, 8);
AT(portico_request_end, nanoseconds, 16);
AT(portico_request_end, bytes, 24);
AT(portico_request_end, method, 32);
AT(portico_request_end, target, 48);
AT(portico_request_end, peer, 64);
AT(portico_request_end, user, 80);
AT(portico_request_end, request_id, 96);
AT(portico_request_end, trace_id, 112);
AT(portico_request_end, cut, 128);

SIZE(portico_filter, 40);
AT(portico_filter, size, 0);
AT(portico_filter, reserved, 4);
AT(portico_filter, request, 8);
AT(portico_filter, admitted, 16);
AT(portico_filter, head, 24);
AT(portico_filter, end, 32);
SIZE(portico_mail_address, 32);
AT(portico_mail_address, name, 0);
AT(portico_mail_address, address, 16);

SIZE(portico_mail_message, 104);
AT(portico_mail_message, size, 0);
AT(portico_mail_message, reserved, 4);
AT(portico_mail_message, to, 8);
AT(portico_mail_message, to_count, 16);
AT(portico_mail_message, reply_to, 24);
AT(portico_mail_message, subject, 56);
AT(portico_mail_message, text, 72);
AT(portico_mail_message, html, 88);

SIZE(portico_mail, 16);
AT(portico_mail, size, 0);
AT(portico_mail, reserved, 4);
AT(portico_mail, send, 8);
