/* A new generation in place of the old one: see lc_store_replace(). */

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/invariant.h"
#include "base/version.h"
#include "parallel/aside.h"
#include "store/chain_inside.h"
#include "store/identity_inside.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/manifest_inside.h"
#include "store/paths.h"
#include "store/rotate_inside.h"
#include "store/store.h"
#include "store/write_inside.h"
#include "system/file.h"

static uint64_t bytes_needed(const struct lc_store *store)
{
    uint64_t bytes = 64 * 1024 + store->records * sizeof *store->record;
    for (size_t i = 0; i < store->histories; i++) {
        const struct lc_history *h = store->history + i;
        bytes += 32 * 1024 + h->attributes * h->n * sizeof(uint16_t);
        for (size_t k = 0; k < LC_FIELDS; k++)
            bytes += h->n * lc_fields[k].size;
    }
    return bytes;
}

/* Before any work: a disk that is too small is better said than met. */
static int check_room(const struct lc_store *store, const struct lc_draft *draft,
                      struct lc_error *err)
{
    uint64_t room, need = bytes_needed(store);
    if (lc_sys_disk_room(draft->temp, &room))
        return LC_OK; /* it cannot say; the writes will */
    if (room >= need)
        return LC_OK;
    return LC_FAIL(err, LC_IO,
                   "%s: the disk has room for %llu MB and the store needs %llu; what "
                   "was there is kept; make room on it, and run this again",
                   draft->path, (unsigned long long)(room >> 20),
                   (unsigned long long)(need >> 20) + 1);
}

/* --- the generation --------------------------------------------------------------- */
/* The head, and the seal of the generation that is there, if it has one: it stays valid
 * until the new one is in place. Whatever is wrong with the old is no reason not to
 * write the new. *last: the latest number given. */
static void keep_present(struct lc_manifest *m, uint64_t *last, const char *path,
                         const struct lc_secrets *secrets)
{
    struct lc_manifest old;
    size_t which;
    if (lc_manifest_find(&old, &which, path, secrets, NULL))
        return;
    *last = lc_manifest_latest(&old);
    if (which < old.count) {
        m->head = old.head;
        m->seal[m->count++] = old.seal[which];
    }
}

/* The identity file of the new generation, which is made while the store is sorted and
 * written, where it is worth a thread. */
struct preparing {
    lc_aside *aside;
    int code;
    struct lc_error error;
};

/* What save() is about. */
struct saving {
    struct preparing preparing;
    const struct lc_store *store;
    const struct lc_writing *how;
    struct lc_secrets secrets, next; /* of the present, and of the new: rotate.h */
    struct lc_bond bond;
    unsigned char nonce[LC_NONCE];
    bool encrypted;
    struct lc_generation of; /* what the new one says of itself */
    bool prepared;           /* the identity file that goes with it is there */
    bool in_place;           /* the new generation: whatever failed afterwards */
};

/* The seals of old and new. A number is never given twice, not even to what a kill left
 * unfinished, which the log may tell of. */
static int seal(struct lc_manifest *both, struct saving *s,
                const struct lc_draft *draft, struct lc_error *err)
{
    struct lc_log_state log;
    uint64_t last = 0;
    keep_present(both, &last, draft->path, &s->secrets);
    int code = lc_log_check(&log, NULL, draft->path, err);
    if (code)
        return code;
    LC_INVARIANT(both->count < LC_MAX_SEALS);
    struct lc_seal *new = both->seal + both->count;
    new->of = (struct lc_generation){
        .number = (log.generation > last ? log.generation : last) + 1,
        .version = LC_VERSION,
        .bond = s->bond,
        .encrypted = s->encrypted,
    };
    LC_INVARIANT(last < new->of.number);
    LC_INVARIANT(new->of.number <= LC_LAST_GENERATION);
    memcpy(new->nonce, s->nonce, LC_NONCE);
    code = lc_seal_make(new, draft->fd, draft->path, LC_STORE_FORMAT, &s->next, err);
    s->of = new->of;
    both->count += !code;
    return code;
}

/* The seal of what did not come goes again, unless the log tells of it: then it stays,
 * to explain the line. */
static void withdraw(struct lc_manifest *both, const struct saving *s, const char *path)
{
    struct lc_log_state log;
    char *name;
    if (lc_log_check(&log, NULL, path, NULL) || log.generation >= s->of.number)
        return;
    if (--both->count) {
        int code = lc_manifest_put(both, path, &s->secrets, NULL);
        (void)code; /* it does no harm */
    } else if ((name = lc_beside(path, ".digest"))) {
        lc_sys_file_remove(name);
        free(name);
    }
}

static int commit(struct lc_draft *draft, struct saving *s, struct lc_error *err)
{
    int code = lc_draft_commit(draft, err);
    s->in_place = !draft->temp;
    return code;
}

/* The log's line and what else must be there first, then the store. */
static int place(struct lc_draft *draft, struct saving *s, struct lc_error *err)
{
    const struct lc_writing *how = s->how;
    int code = how->ready ? how->ready(how->context, s->of.number, err) : LC_OK;
    if (!code)
        code = commit(draft, s, err);
    return !code && how->ids ? lc_identities_place(how->path, err) : code;
}

/* New keys of the store. The manifest is under both, and the log is held from its line
 * until the new ones are the store's: no other line comes between, which would be
 * linked under the old one. */
static int place_turned(struct lc_manifest *both, struct lc_draft *draft,
                        struct saving *s, int log, struct lc_error *err)
{
    const char *path = draft->path;
    const struct lc_log_line line = { "rotate", s->how->turn->detail, s->of.number,
                                      s->how->turn->secrets };
    const struct lc_log_lines lines = { 1, &line };
    struct lc_log_mark end = { 0 };
    int code = lc_manifest_put_held(both, path, &s->secrets, &s->next, err);
    if (!code)
        code = lc_log_add(&end, log, &lines, path, &s->secrets, err);
    if (!code) {
        both->head = end;
        code = lc_manifest_put_held(both, path, &s->secrets, &s->next, err);
    }
    if (!code)
        code = commit(draft, s, err);
    if (!code && both->count > 1) {
        both->seal[0] = both->seal[--both->count];
        code = lc_manifest_put_held(both, path, &s->next, NULL, NULL);
        code = LC_OK; /* see below */
    }
    return code;
}

static int turn(struct lc_manifest *both, struct lc_draft *draft, struct saving *s,
                struct lc_error *err)
{
    int log, code = lc_log_lock(&log, draft->path, err);
    if (code)
        return code;
    code = place_turned(both, draft, s, log, err);
    lc_sys_file_close(log);
    if (!s->in_place)
        withdraw(both, s, draft->path);
    return !code && s->how->ids ? lc_identities_place(s->how->path, err) : code;
}

/* Order: the seals of old and new, what must be there before (the log's line), the new
 * store, the identity file, the new seal alone. A kill before the store's rename leaves
 * the old generation, one after it the new, and the manifest has either; the identity
 * file is then found by its other name (bound.c). The seals come before the line, so
 * that a line about a generation that no seal has is of an older copy. If the last step
 * fails the new generation is in place all the same, and the next writer takes the
 * stale seal away: so that is no failure. */
static int publish(struct lc_draft *draft, struct saving *s, struct lc_error *err)
{
    struct lc_manifest both = { .count = 0 };
    int code = seal(&both, s, draft, err);
    if (!code && s->how->turn && s->how->turn->secrets)
        return turn(&both, draft, s, err);
    if (!code)
        code = lc_manifest_put(&both, draft->path, &s->secrets, err);
    if (code)
        return code;
    code = place(draft, s, err);
    if (!s->in_place)
        withdraw(&both, s, draft->path);
    if (code || both.count < 2)
        return code;
    both.seal[0] = both.seal[--both.count];
    code = lc_manifest_put(&both, draft->path, &s->secrets, NULL);
    return code ? LC_OK : code;
}

/* --- its identity file ------------------------------------------------------------ */

static void prepare(void *context)
{
    struct saving *s = context;
    const struct lc_turn *turned = s->how->turn;
    s->preparing.code = lc_identities_prepare(
        &s->bond, s->how->ids, s->how->path,
        turned && turned->identity ? LC_KEY_WAITING : LC_KEY_PRESENT,
        &s->preparing.error);
    s->prepared = !s->preparing.code;
}

static int begin_identities(struct saving *s, struct lc_error *err)
{
    enum { WORTH_A_THREAD = 1 << 14 };
    struct preparing *p = &s->preparing;
    if (!s->how->ids)
        return LC_OK;
    if (s->how->ids->count >= WORTH_A_THREAD)
        p->aside = lc_aside_begin(prepare, s);
    if (!p->aside)
        prepare(s);
    return p->aside ? LC_OK : lc_error_pass(err, p->code, &p->error);
}

/* Before anything hangs on it, and whatever has failed. */
static int end_identities(struct saving *s, struct lc_error *err)
{
    struct preparing *p = &s->preparing;
    lc_aside_end(p->aside);
    p->aside = NULL;
    return lc_error_pass(err, p->code, &p->error);
}

static int save(struct saving *s, struct lc_error *err)
{
    struct lc_cipher cipher;
    struct lc_draft draft; /* its descriptor stays open, for the seal and fsync */
    int code = lc_draft_open(&draft, s->how->path, true, err);
    if (code)
        return code;
    code = check_room(s->store, &draft, err);
    randombytes_buf(s->nonce, LC_NONCE);
    lc_cipher_init(&cipher, s->encrypted, &s->next, s->nonce);
    if (!code)
        code = lc_store_write(s->store, &draft, &cipher, err);
    sodium_memzero(&cipher, sizeof cipher);
    if (!code)
        code = end_identities(s, err);
    if (!code)
        code = publish(&draft, s, err);
    lc_draft_drop(&draft);
    return code;
}

int lc_store_replace(struct lc_store *store, const struct lc_writing *how,
                     struct lc_error *err)
{
    struct saving s = {
        .store = store,
        .how = how,
        .bond = store->generation.bond,
    };
    if (store->partial)
        return LC_FAIL(err, LC_REFUSED, "%s: only a part of the store was loaded",
                       how->path);
    const struct lc_turn *turned = how->turn;
    int code = lc_store_secrets(&s.secrets, how->path, true, err);
    /* beside its plain key it would be hidden from nobody; what is hidden stays so */
    s.encrypted =
        store->generation.encrypted || lc_keys_folder(how->path) || s.secrets.wrapped;
    s.next = turned && turned->secrets ? *turned->secrets : s.secrets;
    if (!code)
        code = begin_identities(&s, err);
    for (size_t i = 0; !code && i < store->histories; i++)
        code = lc_history_sort(store->history + i, store->records, err);
    if (!code)
        code = save(&s, err);
    (void)end_identities(&s, NULL);
    if (s.prepared && !s.in_place)
        lc_identities_forget(how->path);
    if (s.in_place)
        store->generation = s.of;
    sodium_memzero(&s.secrets, sizeof s.secrets);
    sodium_memzero(&s.next, sizeof s.next);
    return code;
}

int lc_store_save(struct lc_store *store, const char *path, struct lc_error *err)
{
    const struct lc_writing how = { .path = path };
    return lc_store_replace(store, &how, err);
}
