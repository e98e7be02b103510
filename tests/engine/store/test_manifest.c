/* The manifest: what a store, its log and its seals say of each other, after every kill
 * and every way of putting an older file back. By hand: what stands where. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/version.h"
#include "store/log.h"
#include "store/manifest_inside.h"
#include "store/paths.h"
#include "store/store.h"
#include "support/stores.h"

static char path[300];

static void set_up(void)
{
    lc_begin();
    char *folder = test_folder();
    snprintf(path, sizeof path, "%s/s.h5", folder);
    free(folder);
}

TestSuite(manifest, .init = set_up);

/* --- copies of what stands there -------------------------------------------------- */

static const char *const endings[] = { "", ".digest", ".log" };
enum { STORE, DIGEST, LOG, KINDS };

struct copy {
    char *data[KINDS];
    size_t size[KINDS];
};

static struct copy keep(void)
{
    struct copy c;
    for (size_t i = 0; i < KINDS; i++) {
        char *name = lc_beside(path, endings[i]);
        cr_assert(eq(int, lc_file_read(name, 1 << 24, &c.data[i], &c.size[i], NULL), 0),
                  "%s", name);
        free(name);
    }
    return c;
}

static void put_some(size_t kind, const char *data, size_t size)
{
    char *name = lc_beside(path, endings[kind]);
    cr_assert(eq(int, lc_file_write(name, true, data, size, NULL), LC_OK));
    free(name);
}

static void put(const struct copy *c, size_t kind)
{
    put_some(kind, c->data[kind], c->size[kind]);
}

static void drop(struct copy *c)
{
    for (size_t i = 0; i < KINDS; i++)
        free(c->data[i]);
}

static void take_away(size_t kind)
{
    char *name = lc_beside(path, endings[kind]);
    cr_assert(zero(int, unlink(name)));
    free(name);
}

/* --- writings --------------------------------------------------------------------- */

static int log_it(void *context, uint64_t generation, struct lc_error *err)
{
    struct lc_text detail = { 0 };
    (void)context;
    lc_text_add(&detail, "by a test");
    return lc_log_append(path, "import", generation, &detail, err);
}

static int killed_before(void *context, uint64_t generation, struct lc_error *err)
{
    (void)context, (void)generation, (void)err;
    _exit(7);
}

static int killed_after(void *context, uint64_t generation, struct lc_error *err)
{
    _exit(log_it(context, generation, err) ? 8 : 7);
}

static int refuses_after(void *context, uint64_t generation, struct lc_error *err)
{
    cr_assert(eq(int, log_it(context, generation, err), LC_OK));
    return LC_FAIL(err, LC_IO, "no");
}

static int refuses(void *context, uint64_t generation, struct lc_error *err)
{
    (void)context, (void)generation;
    return LC_FAIL(err, LC_IO, "no");
}

static int replace(int (*ready)(void *, uint64_t, struct lc_error *))
{
    static int turn; /* no two generations hold the same */
    char text[80];
    snprintf(text, sizeof text, "x 0 2020-01-01 - code A level %d\n", ++turn);
    struct lc_store store = store_of(2, text);
    const struct lc_writing how = { .path = path, .ready = ready };
    int code = lc_store_replace(&store, &how, NULL);
    lc_store_free(&store);
    return code;
}

static void generation(void)
{
    cr_assert(eq(int, replace(log_it), LC_OK));
}

static void killed(int (*ready)(void *, uint64_t, struct lc_error *))
{
    int status;
    pid_t child = fork();
    if (!child)
        _exit(replace(ready));
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    cr_assert(eq(int, WIFEXITED(status) ? WEXITSTATUS(status) : -1, 7));
}

static void look(void) /* as score does */
{
    struct lc_text detail = { 0 };
    lc_text_add(&detail, "rows 1");
    cr_assert(eq(int, lc_log_append(path, "score", 0, &detail, NULL), LC_OK));
}

static void holds(uint64_t number)
{
    struct lc_error err = { 0 };
    struct lc_store store;
    cr_assert(eq(int, lc_store_load(&store, path, &err), LC_OK), "%s", err.text);
    cr_assert(eq(u64, store.generation.number, number));
    lc_store_free(&store);
}

static void refused(int code, const char *words)
{
    struct lc_error err = { 0 };
    struct lc_store store;
    cr_assert(eq(int, lc_store_load(&store, path, &err), code), "%s", err.text);
    cr_assert_not_null(strstr(err.text, words), "%s", err.text);
}

/* --- tests ------------------------------------------------------------------------ */

Test(manifest, generations_are_counted_and_say_who_wrote_them)
{
    struct lc_store store;
    for (uint64_t n = 1; n < 5; n++) {
        generation();
        look();
        holds(n);
    }
    cr_assert(eq(int, lc_store_load(&store, path, NULL), LC_OK));
    cr_assert(eq(str, store.generation.version, (char *)LC_VERSION));
    lc_store_free(&store);
}

/* The text with a last line that is good under the store's key, as the file's. */
static void put_closed(const char *text)
{
    struct lc_text whole = { 0 };
    struct lc_secrets secrets;
    unsigned char digest[LC_DIGEST];
    char hex[LC_DIGEST_TEXT];
    cr_assert(eq(int, lc_store_secrets(&secrets, path, false, NULL), LC_OK));
    lc_digest(text, strlen(text), &secrets.of[LC_FOR_MANIFEST], digest);
    lc_text_addf(&whole, "%smanifest %s\n", text, lc_digest_text(digest, hex));
    put_some(DIGEST, whole.data, whole.size);
    lc_text_free(&whole);
}

/* Under a good key too it is read as it is written and in no other form. */
Test(manifest, has_one_form)
{
#define D "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"
    static const struct {
        const char *text;
        int code;
    } forms[] = {
        { "log 1 " D "f\n5 0.2 2 plain 9 " D "0 none " D "1\n", LC_OK },
        { "log 0 -\n5 - 2 plain 9 " D "0 " D "2 " D "1\n", LC_OK },
        { "log 1 " D "F\n5 0.2 2 plain 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 1 " D "g\n5 0.2 2 plain 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 1 " D "f\n5 0.2 2 plain 9 " D "0 none " D "A\n", LC_DAMAGED },
        { "log 1 " D "f\n5 0.2 2 plain 9.0 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 1 " D "f\n05 0.2 2 plain 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 1 " D "f\n5  2 plain 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 00 -\n5 - 2 plain 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 0 -\n5 - 2 chacha20 9 " D "0 none " D "1\n", LC_OK },
        { "log 0 -\n5 - 2 chacha21 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 0 -\n5 - 2 9 " D "0 none " D "1\n", LC_DAMAGED },
        { "log 0 -\n", LC_DAMAGED },
    };
    struct lc_secrets secrets;
    generation();
    cr_assert(eq(int, lc_store_secrets(&secrets, path, false, NULL), LC_OK));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char text[500];
        struct lc_manifest m;
        snprintf(text, sizeof text, "latecare store digest 4\n%s", forms[i].text);
        put_closed(text);
        cr_expect(eq(int, lc_manifest_read(&m, path, &secrets, NULL), forms[i].code),
                  "%s", text);
    }
}

Test(manifest, an_older_store_beside_today_s_log_is_refused)
{
    generation();
    struct copy old = keep();
    generation();
    struct copy new = keep();
    put(&old, STORE);
    refused(LC_DAMAGED, "use a backup"); /* no seal of it any more */
    put(&old, DIGEST);
    refused(LC_DAMAGED, "is an older copy, of generation 1, and its log tells of 2");
    put(&old, LOG);
    holds(1); /* all of one day: only an anchor can tell */
    put(&new, LOG);
    put(&new, STORE);
    put(&new, DIGEST);
    holds(2);
    drop(&old);
    drop(&new);
}

Test(manifest, a_log_that_was_cut_torn_deleted_or_put_back_is_refused)
{
    generation();
    look();
    struct copy old = keep();
    generation();
    look();
    struct copy new = keep();
    const char *cut = new.data[LOG] + new.size[LOG] - 1;
    put_some(LOG, new.data[LOG], new.size[LOG] - 1);
    refused(LC_DAMAGED, "has 3 lines and had 4");
    while (cut[-1] != '\n')
        cut--;
    put_some(LOG, new.data[LOG], (size_t)(cut - new.data[LOG]));
    refused(LC_DAMAGED, "has 3 lines and had 4");
    put(&old, LOG);
    refused(LC_DAMAGED, "has 2 lines and had 4");
    put_some(LOG, "", 0);
    refused(LC_DAMAGED, "has 0 lines and had 4");
    take_away(LOG);
    refused(LC_ABSENT, "is not there, and had 4 lines");
    put(&new, LOG);
    holds(2);
    drop(&old);
    drop(&new);
}

/* Begun again under the same key, it has lines and links of its own. */
Test(manifest, a_log_that_was_begun_again_is_refused)
{
    generation();
    look();
    struct copy new = keep();
    take_away(LOG);
    take_away(DIGEST);
    for (int i = 0; i < 3; i++) {
        struct lc_text detail = { 0 };
        lc_text_addf(&detail, "made up %d", i);
        cr_assert(eq(int, lc_log_append(path, "score", 0, &detail, NULL), LC_OK));
    }
    put(&new, DIGEST);
    refused(LC_DAMAGED, "is not the one that was written with this store");
    drop(&new);
}

/* Any byte of the manifest, and any line of it moved, dropped or said twice. */
Test(manifest, any_byte_of_it)
{
    generation();
    struct copy c = keep();
    for (size_t i = 0; i < c.size[DIGEST]; i++) {
        struct lc_store store;
        c.data[DIGEST][i] ^= 1;
        put(&c, DIGEST);
        c.data[DIGEST][i] ^= 1;
        int code = lc_store_load(&store, path, NULL);
        cr_assert(eq(int, code == LC_REFUSED ? LC_DAMAGED : code, LC_DAMAGED), "%zu",
                  i);
    }
    for (size_t size = 0; size < c.size[DIGEST]; size++) {
        struct lc_store store;
        put_some(DIGEST, c.data[DIGEST], size);
        cr_assert(eq(int, lc_store_load(&store, path, NULL), LC_DAMAGED), "%zu", size);
    }
    drop(&c);
}

/* An older program's is refused by its first line: it leads nobody round the head. */
Test(manifest, an_earlier_form_does_not_hide_what_the_log_tells)
{
    generation();
    struct copy c = keep();
    *strchr(strstr(c.data[DIGEST], "digest 4"), '4') = '3';
    put(&c, DIGEST);
    refused(LC_REFUSED, "import the extracts anew, into a new store");
    drop(&c);
}

Test(manifest, killed_between_any_two_steps)
{
    generation();
    holds(1);
    killed(killed_before); /* the seals are both there, the log says nothing */
    holds(1);
    look();
    holds(1);
    killed(killed_after); /* the log tells of what never came */
    holds(1);
    look();
    holds(1);
    generation(); /* 2 and 3 were given to those, so this is another */
    look();
    holds(4);
}

Test(manifest, the_first_of_all_killed)
{
    killed(killed_before);
    refused(LC_ABSENT, "s.h5");
    killed(killed_after);
    refused(LC_ABSENT, "s.h5");
    generation();
    holds(2); /* 1 is what the log tells of */
}

Test(manifest, what_was_refused_leaves_the_old_one)
{
    cr_assert(eq(int, replace(refuses), LC_IO));
    char *digest = lc_beside(path, ".digest");
    cr_assert(not(lc_file_exists(digest)), "of the first nothing stays");
    free(digest);
    generation();
    struct copy old = keep();
    cr_assert(eq(int, replace(refuses), LC_IO));
    struct copy now = keep();
    for (size_t i = 0; i < KINDS; i++) {
        cr_assert(eq(sz, now.size[i], old.size[i]));
        cr_assert(zero(int, memcmp(now.data[i], old.data[i], old.size[i])));
    }
    cr_assert(eq(int, replace(refuses_after), LC_IO));
    holds(1); /* the line stands, and so does its seal */
    generation();
    holds(3);
    drop(&old);
    drop(&now);
}

/* A store that was taken away leaves its log: a new one under the key goes on. */
Test(manifest, a_new_store_beside_an_old_log)
{
    generation();
    generation();
    take_away(STORE);
    generation();
    holds(3);
    take_away(STORE);
    take_away(LOG);
    generation();
    holds(1);
}
