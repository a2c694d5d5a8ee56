/* SPDX-License-Identifier: Apache-2.0
 *
 * "portico.mail/1": sends mail that the site writes to people, such as the confirmation of an address. At most one provider, chosen
 * with capabilities.mail. The host never calls it: plugins that need it do, on many threads at the same time. The rules for
 * messages are the same for all providers; C++ has them in <portico/mail_rules.hpp>, and the bytes of a message in
 * <portico/mail_text.hpp>.
 * The provider sets From, Date, Message-ID, MIME-Version and "Auto-Submitted: auto-generated" (RFC 3834), so that automatic
 * replies do not come back. There is no queue: `send` returns when the message is with the mail system, or could not be brought
 * there. It may take as long as the provider's timeout. Handlers that must not wait, or whose duration would reveal whether they
 * send, call it in a task (portico.host.tasks/1), which can also try again.
 * The caller limits how many messages a visitor, an address and the whole site can cause; the provider does not.
 * get_capability returns the table. `self` is the pointer that the plugin's create returned.
 *
 * Example, a plugin that needs the capability welcomes a user (`mail` from host->capability):
 *
 *     static portico_status welcome(portico_provider mail, portico_str name, portico_str address, portico_error* why) {
 *         const portico_mail* table = (const portico_mail*)mail.table;
 *         const portico_mail_address to = {name, address};
 *         const portico_mail_message message = {sizeof(portico_mail_message), 0, &to, 1, {{NULL, 0}, {NULL, 0}},
 *                                               PORTICO_STR("Welcome"), PORTICO_STR("You are in.\n"), {NULL, 0}};
 *         return table->send(mail.self, &message, why);
 *     }
 */
#ifndef PORTICO_ABI_MAIL_H
#define PORTICO_ABI_MAIL_H

/* Formatted by hand. */
/* clang-format off */

#include <portico/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PORTICO_MAIL "portico.mail/1"

#define PORTICO_MAIL_RECIPIENTS 20u   /* of one message, which all see each other                                      */
#define PORTICO_MAIL_SUBJECT 500u     /* bytes                                                                         */
#define PORTICO_MAIL_NAME 200u        /* bytes of a display name                                                       */
#define PORTICO_MAIL_TEXT 1048576u    /* bytes of the plain text, and of the HTML                                      */

/* One person. The address is LOCAL@DOMAIN, in ASCII: a local part of 1 to 64 letters, digits, dots (neither first, last nor
 * doubled) and #$&'*+-/=?^_`{|}~, which does not begin with '-', and a domain name; at most 254 bytes. Quoted local parts,
 * address literals, % and ! are refused, and so are addresses outside ASCII: write the domain in its xn-- form. */
typedef struct portico_mail_address {
    portico_str name;    /* for the reader; may be empty. UTF-8 without control characters, PORTICO_MAIL_NAME               */
    portico_str address;
} portico_mail_address;

/* A message; borrowed. Texts are UTF-8; their lines end in LF or CR LF, and apart from that and tabs they have no control
 * characters. */
typedef struct portico_mail_message {
    uint32_t size;
    uint32_t reserved;
    const portico_mail_address* to; /* 1 to PORTICO_MAIL_RECIPIENTS                                                    */
    size_t to_count;
    portico_mail_address reply_to;  /* where answers go; with an empty address: to the site's own address              */
    portico_str subject;            /* 1 to PORTICO_MAIL_SUBJECT bytes without control characters                      */
    portico_str text;               /* the message as plain text, 1 to PORTICO_MAIL_TEXT bytes                         */
    portico_str html;               /* the same as HTML, or empty; programs that can show HTML prefer it               */
} portico_mail_message;

typedef struct portico_mail {
    uint32_t size;
    uint32_t reserved;

    /* Hand a message over to the mail system, to all recipients or to none. `why` never contains the provider's password.
     *                                                                                                       [request]
     *   PORTICO_OK           accepted for delivery, which is no promise that it arrives
     *   PORTICO_INVALID      the message breaks a rule above; `why` says which. Trying again is useless
     *   PORTICO_DENIED       the mail system refuses this message or a recipient for good. Trying again is useless
     *   PORTICO_UNAVAILABLE  try again later, after minutes: the mail system is down, busy, slow or full, or an administrator
     *                        must first correct its set-up. In rare cases the message was accepted nevertheless, and a second
     *                        attempt delivers it twice                                                                  */
    portico_status (*send)(void* self, const portico_mail_message* message, portico_error* why);
} portico_mail;

#ifdef __cplusplus
}
#endif
#endif
