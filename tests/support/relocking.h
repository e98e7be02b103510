/* Keys of a store (rotating.h) that are put under a passphrase, and opened. */
#pragma once

#include <stdbool.h>

#include "store/recovery.h"
#include "store/store.h"

extern const char relocking_one[], relocking_two[]; /* passphrases */
extern unsigned char relocking_paper[2][LC_KEY];    /* recovery keys */
extern char relocking_typed[2][LC_RECOVERY_TEXT];   /* the same, as they are printed */
extern struct lc_store relocking_first;             /* what the store says */

/* A new store, its keys plain; and its end. */
void relocking_begin(void);
void relocking_end(void);

struct relocking {
    const char *phrase;            /* the new one; NULL: it stays */
    const unsigned char *recovery; /* likewise */
    bool plain;
};
/* As the verb does it; done: it must succeed. */
int relocking_try(struct relocking change, struct lc_error *err);
void relocking_done(struct relocking change);

/* Does that answer open both? */
bool relocking_opens(const char *answer);
int relocking_refusal(const char *answer); /* what is said of the store's key */
/* It does, and the store says what it said. */
void relocking_holds(const char *answer, const char *when);
