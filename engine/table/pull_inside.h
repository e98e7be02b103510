/* XML from an archive, in pieces: a handler stops the parser where there is something
 * to be taken, and it goes on from there.
 *
 * Names come without their prefix. A document type is refused, and with it every entity
 * of the file's own; so are elements in more than LC_PULL_DEPTH others, and a tag of
 * more than LC_PULL_TAG bytes. */
#pragma once

#include <expat.h>

#include "table/zip_inside.h"

enum { LC_PULL_DEPTH = 200, LC_PULL_TAG = 1 << 20 };

struct lc_pull;

/* What is done with a document; context is the pull's. */
struct lc_pull_hands {
    void (*begin)(struct lc_pull *pull, const char *name, const char *const *attribute);
    void (*end)(struct lc_pull *pull, const char *name);
    void (*text)(struct lc_pull *pull, const char *text, size_t size); /* or NULL */
    const char *encoding; /* of the document; NULL: as it says itself */
};

struct lc_pull {
    const struct lc_pull_hands *hands;
    void *context;
    const struct lc_zip *zip;
    size_t member;
    XML_Parser parser;
    lc_unpacked *from;
    unsigned depth;
    uint64_t fed; /* bytes so far */
    bool stopped, last;
    int code; /* of a handler */
    struct lc_error err;
};

/* Close it whatever is returned. */
int lc_pull_open(struct lc_pull *pull, const struct lc_zip *zip, size_t member,
                 const struct lc_pull_hands *hands, void *context,
                 struct lc_error *err) LC_MUST_CHECK;
/* Up to where a handler stops it, or the document ends: *ended. */
int lc_pull_go(struct lc_pull *pull, bool *ended, struct lc_error *err) LC_MUST_CHECK;
void lc_pull_close(struct lc_pull *pull); /* a closed one, or a zeroed, is allowed */
/* Goes on with what begins `at` bytes into the document, as if that stood in an element
 * of its own; in an open pull, before anything else, of UTF-8. */
int lc_pull_from(struct lc_pull *pull, uint64_t at, struct lc_error *err) LC_MUST_CHECK;
/* A whole document. */
int lc_pull_all(const struct lc_zip *zip, size_t member,
                const struct lc_pull_hands *hands, void *context,
                struct lc_error *err) LC_MUST_CHECK;

/* --- for handlers ----------------------------------------------------------------- */
void lc_pull_stop(struct lc_pull *pull);
/* Where the tag that is handled begins, for lc_pull_from(). */
uint64_t lc_pull_at(const struct lc_pull *pull);
/* What failed is in pull->err; nothing is called after it. */
void lc_pull_fail(struct lc_pull *pull, int code);
/* The value of the attribute of that name, whatever its prefix, or NULL. */
const char *lc_pull_value(const char *const *attribute, const char *name);
