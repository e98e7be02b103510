/* Where the keys of stores lie: beside the store, or in a folder of their own, so that
 * a copy of the store's folder does not hold both. In it a key is called as it would be
 * beside: NAME.key and NAME.identity.key, NAME being the name of the store's file. So
 * two stores of one name need two folders.
 *
 * This is the one door: nobody else knows where a key file is, and what is in it goes
 * through secrets.h. */
#pragma once

#include <stdbool.h>

#include "base/error.h"
#include "base/hash.h"
#include "store/phrase.h"

extern const char *const lc_key_endings[]; /* ".key", ...; ends with NULL */
/* The same keys while they wait to take the places of those: ".key.next", ... */
extern const char *const lc_key_waiting[];

/* Where they are asked for, each NULL if nobody does; borrowed until the process ends.
 */
struct lc_keys_asked {
    const char *option;       /* --keys */
    const char *variable;     /* LATECARE_KEYS */
    const char *credentials;  /* the folder of systemd's credentials, which others may
                                 have filled: it counts for a store whose NAME.key it
                                 holds */
    lc_passphrase_asker *ask; /* who answers for a file under a passphrase */
    void *context;            /* of that */
};

/* Once, before any store is met; the first of the three that is there holds. LC_USAGE
 * for an empty name, LC_ABSENT or LC_FORMAT if it is no folder, LC_REFUSED if others
 * than its owner may look into it. */
int lc_keys_begin(const struct lc_keys_asked *asked,
                  struct lc_error *err) LC_MUST_CHECK;

/* What was answered is wiped; who asks for it afterwards is told that nobody is there.
 */
void lc_keys_end(void);

/* The folder that the store's keys are in; NULL: beside it. Borrowed. */
const char *lc_keys_folder(const char *store_path);

/* The path of the store's key of that ending, there or not: new; NULL: no memory. */
char *lc_key_path(const char *store_path, const char *ending);

/* How a key file is kept, as it says itself: nobody is asked. */
struct lc_key_kept {
    bool there, wrapped;          /* under a passphrase */
    unsigned phrases, recoveries; /* that open it: two while a change is under way */
    unsigned passes, megabytes;   /* that Argon2id takes to try one */
};
int lc_key_look(struct lc_key_kept *kept, const char *store_path, const char *ending,
                struct lc_error *err) LC_MUST_CHECK;

/* Could it be read? LC_ABSENT if it is not there, LC_DAMAGED if it is no key,
 * LC_REFUSED if it lies beside the store and should not, if another lies there, or if
 * others than its owner may read it. What cannot be read without it (`what`) is told.
 */
int lc_key_check(const char *store_path, const char *ending, const char *what,
                 struct lc_error *err) LC_MUST_CHECK;
