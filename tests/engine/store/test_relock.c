/* What opens a store's keys, changed: by the old answer or the new, and by no other;
 * the store says what it said; and a change that is killed before any of its steps on
 * the disk leaves keys that one answer opens. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/keys_inside.h"
#include "store/paths.h"
#include "store/recovery.h"
#include "store/relock.h"
#include "support/answering.h"
#include "support/rotating.h"
#include "support/stores.h"

/* --- steps on the disk: the process ends before the one whose turn it is ---------- */

enum { KILLED = 9, WHOLE, DONE, FAILED };
static long steps_left = -1; /* -1: nobody counts */
static bool fails;           /* it fails, instead */

static bool step(void)
{
    if (steps_left < 0 || steps_left-- > 0)
        return false;
    if (!fails)
        _exit(KILLED);
    errno = EIO;
    return true;
}

int rename(const char *from, const char *to)
{
    return step() ? -1 : (int)syscall(SYS_renameat2, -100, from, -100, to, 0);
}

int unlink(const char *path)
{
    return step() ? -1 : (int)syscall(SYS_unlinkat, -100, path, 0);
}

int fsync(int fd)
{
    return step() ? -1 : (int)syscall(SYS_fsync, fd);
}

ssize_t write(int fd, const void *data, size_t size)
{
    return step() ? -1 : syscall(SYS_write, fd, data, size);
}

/* --- a change --------------------------------------------------------------------- */

static const char one[] = "the first passphrase", two[] = "a second passphrase";
static unsigned char paper[2][LC_KEY];
static char typed[2][LC_RECOVERY_TEXT]; /* the same, as they are printed */
static struct lc_store first;

static void begin(void)
{
    rotating_begin();
    for (int k = 0; k < 2; k++) {
        memset(paper[k], 'p' + k, LC_KEY);
        lc_recovery_print(typed[k], paper[k]);
    }
    answering(NULL);
    first = rotating_first();
}

static void end(void)
{
    lc_store_free(&first);
}

TestSuite(relock, .init = begin, .fini = end);

struct change {
    const char *phrase;            /* the new one; NULL: it stays */
    const unsigned char *recovery; /* likewise */
    bool plain;
};

/* As the verb does it. */
static int relock(struct change change, struct lc_error *err)
{
    lc_store_lock *lock = NULL;
    struct lc_phrase *phrase = lc_phrase_new();
    const struct lc_relocking how = { .plain = change.plain,
                                      .phrase = change.phrase ? phrase : NULL,
                                      .passes = 1,
                                      .kib = 8,
                                      .recovery = change.recovery,
                                      .detail = "passphrase reason test" };
    if (change.phrase) {
        phrase->size = strlen(change.phrase);
        memcpy(phrase->text, change.phrase, phrase->size);
    }
    int code = lc_store_lock_take(&lock, rotating_path, err);
    if (!code)
        code = lc_store_relock(rotating_path, &how, err);
    lc_store_lock_release(lock);
    lc_phrase_free(phrase);
    return code;
}

static void relocked(struct change change)
{
    struct lc_error err = { 0 };
    cr_assert(eq(int, relock(change, &err), LC_OK), "%s", err.text);
}

/* Does that answer open both? */
static bool opens(const char *answer)
{
    bool open = true;
    answering(answer);
    for (int k = 0; lc_key_endings[k]; k++)
        open &= !lc_key_check(rotating_path, lc_key_endings[k], "it", NULL);
    return open;
}

static int refusal(const char *answer)
{
    answering(answer);
    return lc_key_check(rotating_path, ".key", "it", NULL);
}

static void holds(const char *answer, const char *when)
{
    cr_assert(opens(answer), "%s", when);
    rotating_holds(&first, when);
}

Test(relock, a_passphrase_is_set_changed_and_taken_away)
{
    char *before = rotating_key(".key"), *after;
    relocked((struct change){ .phrase = one });
    holds(one, "set");
    cr_expect(eq(int, refusal(NULL), LC_REFUSED));
    cr_expect(eq(int, refusal(two), LC_REFUSED));
    cr_expect(eq(int, refusal(""), LC_REFUSED));
    answering(one);
    relocked((struct change){ .phrase = two });
    holds(two, "changed");
    cr_expect(not(opens(one)));
    answering(two);
    relocked((struct change){ .plain = true });
    holds(NULL, "taken away");
    after = rotating_key(".key");
    cr_expect(zero(int, memcmp(before, after, LC_KEY)), "the key is the same");
    free(before);
    free(after);
}

Test(relock, a_recovery_key_opens_too_and_stays)
{
    relocked((struct change){ .phrase = one, .recovery = paper[0] });
    holds(one, "by the passphrase");
    holds(typed[0], "by the recovery key");
    cr_expect(eq(int, refusal(typed[1]), LC_REFUSED));
    answering(typed[0]);
    relocked((struct change){ .phrase = two }); /* the first is forgotten */
    holds(two, "by the new passphrase");
    holds(typed[0], "by the recovery key still");
    cr_expect(not(opens(one)));
    answering(two);
    relocked((struct change){ .recovery = paper[1] });
    holds(typed[1], "by the new recovery key");
    cr_expect(not(opens(typed[0])));
    holds(two, "by the same passphrase");
    answering(typed[1]);
    relocked((struct change){ .plain = true });
    holds(NULL, "plain");
}

Test(relock, what_is_refused_writes_nothing)
{
    char *before;
    cr_expect(eq(int, relock((struct change){ .plain = true }, NULL), LC_REFUSED));
    cr_expect(
        eq(int, relock((struct change){ .recovery = paper[0] }, NULL), LC_REFUSED));
    relocked((struct change){ .phrase = one, .recovery = paper[0] });
    before = rotating_key(".key");
    answering(two);
    cr_expect(eq(int, relock((struct change){ .plain = true }, NULL), LC_REFUSED));
    answering(typed[0]);
    cr_expect(
        eq(int, relock((struct change){ .recovery = paper[1] }, NULL), LC_REFUSED));
    cr_expect(eq(int, rotating_turn(true, true, NULL), LC_REFUSED));
    cr_expect(not(rotating_is_there(".key.next")));
    char *after = rotating_key(".key");
    cr_expect(zero(int, memcmp(before, after, LC_WRAPPED_LEAST)));
    holds(one, "refused");
    free(before);
    free(after);
}

/* A recovery key that is mistyped is told from one that is another's. */
Test(relock, says_what_was_wrong)
{
    static const struct {
        const char *answer, *says;
    } trials[] = {
        { two, "is not its passphrase;" },
        { "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTJ",
          "a letter is mistyped if it was the recovery key" },
        { typed[1], "no letter of it is mistyped, but another is this file's" },
        { "", "none was given" },
        { NULL, "nobody is there to ask" },
    };
    relocked((struct change){ .phrase = one, .recovery = paper[0] });
    for (size_t k = 0; k < sizeof trials / sizeof *trials; k++) {
        struct lc_error err = { 0 };
        answering(trials[k].answer);
        cr_expect(eq(int, lc_key_check(rotating_path, ".key", "it", &err), LC_REFUSED));
        cr_expect(strstr(err.text, trials[k].says) != NULL, "%zu: %s", k, err.text);
        cr_expect(strstr(err.text, rotating_path) != NULL, "%zu: %s", k, err.text);
    }
}

Test(relock, a_rotation_keeps_what_opens_the_keys)
{
    relocked((struct change){ .phrase = one, .recovery = paper[0] });
    char *before = rotating_key(".key");
    answering(one);
    rotating_turned(true, true);
    rotating_turned(true, false);
    rotating_turned(false, true);
    holds(one, "rotated");
    holds(typed[0], "rotated, by the recovery key");
    cr_expect(eq(int, refusal(NULL), LC_REFUSED));
    rotating_put_key(".key", before, LC_WRAPPED_LEAST + 112); /* the same passphrase */
    answering(one);
    struct lc_store store;
    cr_expect(ne(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    free(before);
}

/* One that a killed rotation left, and one that is made later. */
Test(relock, every_key_file_goes_with_it)
{
    char *plain = rotating_key(".identity.key");
    rotating_put_key(".identity.key.next", plain, LC_KEY);
    relocked((struct change){ .phrase = one });
    answering(NULL);
    cr_expect(eq(int, lc_key_check(rotating_path, ".identity.key.next", "it", NULL),
                 LC_REFUSED));
    answering(one);
    cr_expect(
        eq(int, lc_key_check(rotating_path, ".identity.key.next", "it", NULL), LC_OK));
    char *path = lc_key_path(rotating_path, ".identity.key");
    struct lc_key_file made;
    cr_assert(zero(int, unlink(path)));
    cr_expect(eq(int,
                 lc_key_read(rotating_path, ".identity.key", "it", true, &made, NULL),
                 LC_OK));
    cr_expect(ne(int, memcmp(made.bytes, plain, LC_KEY), 0));
    answering(NULL);
    cr_expect(
        eq(int, lc_key_check(rotating_path, ".identity.key", "it", NULL), LC_REFUSED));
    free(plain);
    free(path);
}

Test(relock, the_next_generation_is_encrypted)
{
    relocked((struct change){ .phrase = one });
    answering(one);
    cr_assert(not(first.generation.encrypted));
    rotating_turned(true, false);
    struct lc_store store;
    cr_assert(eq(int, lc_store_load(&store, rotating_path, NULL), LC_OK));
    cr_expect(store.generation.encrypted);
    lc_store_free(&store);
}

Test(relock, is_in_the_log_and_no_secret_with_it)
{
    size_t size;
    char *log, path[310];
    relocked((struct change){ .phrase = one, .recovery = paper[0] });
    snprintf(path, sizeof path, "%s.log", rotating_path);
    cr_assert(eq(int, lc_file_read(path, 1 << 20, &log, &size, NULL), LC_OK));
    cr_expect(strstr(log, "\tkeys\tpassphrase reason test\t") != NULL);
    cr_expect(strstr(log, one) == NULL);
    cr_expect(strstr(log, typed[0]) == NULL);
    free(log);
}

Test(relock, asks_once)
{
    relocked((struct change){ .phrase = one });
    answering(one);
    rotating_holds(&first, "asked");
    rotating_look();
    cr_expect(eq(sz, answering_asked, 1));
    answering(two);
    for (int i = 0; i < 3; i++)
        cr_expect(eq(int, lc_key_check(rotating_path, ".key", "it", NULL), LC_REFUSED));
    cr_expect(eq(sz, answering_asked, 1));
}

/* The reader in its cage is one. */
Test(relock, a_child_has_to_be_told_anew)
{
    int status;
    relocked((struct change){ .phrase = one });
    cr_assert(opens(one));
    pid_t child = fork();
    if (!child) {
        answering_asked = 0;
        bool open = !lc_key_check(rotating_path, ".key", "it", NULL);
        _exit(open ? (int)answering_asked : KILLED);
    }
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    cr_expect(eq(int, WEXITSTATUS(status), 1));
}

/* --- kills ------------------------------------------------------------------------ */

static void copy(const char *from, const char *to)
{
    char command[1000];
    snprintf(command, sizeof command, "rm -rf %s && cp -a %s %s", to, from, to);
    cr_assert(zero(int, system(command)));
}

static bool is_one_of(const char *answer, const char *const *of)
{
    return (of[0] && !strcmp(answer, of[0])) || (of[1] && !strcmp(answer, of[1]));
}

/* The change is made in a child that ends before its n-th step, or whose n-th step
 * fails: WHOLE, if there was none; DONE, if it was made all the same. */
static int stopped_at(struct change change, long n)
{
    int status;
    pid_t child = fork();
    if (!child) {
        steps_left = n;
        int code = relock(change, NULL);
        _exit(steps_left >= 0 ? code ? FAILED : WHOLE : code ? KILLED : DONE);
    }
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    bool ended = WIFEXITED(status);
    cr_assert(ended);
    cr_assert(ne(int, WEXITSTATUS(status), FAILED));
    return WEXITSTATUS(status);
}

/* From `before`, which `old` opens, to what each of new[2] opens (NULL: the first,
 * anything does; the second, there is none). */
static void stops(struct change before, const char *old, struct change change,
                  const char *const *new)
{
    char base[270], when[40];
    int seen_old = 0, seen_new = 0;
    snprintf(base, sizeof base, "%s.base", rotating_folder);
    if (before.phrase)
        relocked(before);
    copy(rotating_folder, base);
    for (long n = 0;; n++) {
        snprintf(when, sizeof when, "before step %ld", n);
        copy(base, rotating_folder);
        answering(old);
        int how = stopped_at(change, n);
        bool by_old = opens(old), by_new = opens(new[0]);
        cr_assert(by_old || by_new, "%s: neither opens both", when);
        seen_old += by_old;
        seen_new += by_new;
        holds(by_old ? old : new[0], when);
        cr_assert(by_new || how == KILLED, "%s", when);
        if (how == WHOLE)
            break;
        if (change.plain && by_new) /* there is none to be taken away again */
            continue;
        relocked(change); /* again, by the same answer, and it is done */
        holds(new[0], when);
        if (new[1])
            holds(new[1], when);
        if (old && new[0] && !is_one_of(old, new))
            cr_expect(not(opens(old)), "%s: the old one opens still", when);
    }
    cr_expect(lt(int, 3, seen_old), "%d", seen_old);
    cr_expect(lt(int, 0, seen_new), "%d", seen_new);
}

/* Killed; and, begun again, failing. */
static void each(struct change before, const char *old, struct change change,
                 const char *const *new)
{
    stops(before, old, change, new);
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", rotating_folder);
    cr_assert(zero(int, system(command)));
    end();
    begin();
    fails = true;
    stops(before, old, change, new);
}

static const struct change none = { 0 }, by_one = { .phrase = one },
                           by_both = { one, paper[0], false };

Test(relock, killed_as_it_is_set, .timeout = 300)
{
    each(none, NULL, by_both, (const char *[]){ one, typed[0] });
}

Test(relock, killed_as_it_is_changed, .timeout = 300)
{
    each(by_one, one, (struct change){ .phrase = two }, (const char *[]){ two, NULL });
}

Test(relock, killed_as_it_is_taken_away, .timeout = 300)
{
    each(by_both, one, (struct change){ .plain = true },
         (const char *[]){ NULL, NULL });
}

Test(relock, killed_as_another_recovery_key_is_drawn, .timeout = 300)
{
    each(by_both, one, (struct change){ .recovery = paper[1] },
         (const char *[]){ one, typed[1] });
    cr_expect(not(opens(typed[0])));
}

Test(relock, killed_as_the_lost_one_is_changed, .timeout = 300)
{
    each(by_both, typed[0], (struct change){ .phrase = two },
         (const char *[]){ two, typed[0] });
    cr_expect(not(opens(one)));
}
