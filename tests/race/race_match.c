/* Who is who under the thread sanitizer: files filled by a thread each, and the same
 * pairs by 1, 2, 3 and 8 threads. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/hash.h"
#include "match/match.h"

enum { ROWS = 1500, FIELDS = 4 };

static void need(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "race_match: %s\n", err->text);
        exit(1);
    }
}

static void add_rows(void *context, size_t source, size_t worker LC_UNUSED)
{
    struct lc_error err = { 0 };
    for (uint64_t i = 0; i < ROWS; i++) {
        char cell[FIELDS][24];
        uint64_t x = lc_mix64(i % 10 < 7 ? i : i + (source + 1) * 100000);
        snprintf(cell[0], sizeof cell[0], "Given%c%c", 'a' + (char)(x % 20),
                 'a' + (char)(x / 20 % 20));
        snprintf(cell[1], sizeof cell[1], "Name%c%c%c", 'a' + (char)(x / 400 % 20),
                 'a' + (char)(x / 8000 % 20), source && i % 9 == 0 ? 'x' : 'a');
        snprintf(cell[2], sizeof cell[2], "20%02d-%02d-%02d", (int)(x / 160000 % 18),
                 1 + (int)(x / 2880000 % 12), 1 + (int)(x / 34560000 % 28));
        snprintf(cell[3], sizeof cell[3], "E%d 1AB", 1 + (int)(x / 967680000 % 20));
        struct lc_slice all[FIELDS];
        for (int f = 0; f < FIELDS; f++)
            all[f] = lc_slice_of(cell[f]);
        need(lc_match_add(context, source, all, false, &err), &err);
    }
}

/* Digest of the pairs, field by field. */
static void match_by(int threads, unsigned char *digest)
{
    static const char *const roles[FIELDS] = { "forename", "surname", "born",
                                               "postcode" };
    struct lc_match_field field[FIELDS];
    struct lc_match_settings how = { .threshold = 0.5 };
    struct lc_match_found found;
    struct lc_error err = { 0 };
    lc_match *match;
    lc_team *team;
    for (int f = 0; f < FIELDS; f++)
        field[f] = (struct lc_match_field){ roles[f],
                                            lc_match_role_find(lc_slice_of(roles[f])) };
    need(lc_team_new(&team, threads, &err), &err);
    need(lc_match_new(&match, FIELDS, field, 2, (const bool[]){ true, true }, &err),
         &err);
    lc_team_run(team, 2, add_rows, match);
    need(lc_match_run(match, &how, team, &found, &err), &err);
    struct lc_text text = { 0 };
    for (size_t i = 0; i < found.pairs; i++)
        lc_text_addf(&text, "%u %u %a %a\n", found.pair[i].a, found.pair[i].b,
                     (double)found.pair[i].weight, (double)found.pair[i].chance);
    lc_digest(text.data, text.size, NULL, digest);
    printf("%d threads: %zu pairs\n", threads, found.pairs);
    lc_text_free(&text);
    lc_match_free(match);
    lc_team_free(team);
}

int main(void)
{
    static const int threads[] = { 1, 2, 3, 8 };
    unsigned char digest[4][LC_DIGEST];
    lc_begin();
    for (int i = 0; i < 4; i++) {
        match_by(threads[i], digest[i]);
        if (memcmp(digest[i], digest[0], LC_DIGEST) != 0) {
            fprintf(stderr, "race_match: %d threads give other pairs\n", threads[i]);
            return 1;
        }
    }
    return 0;
}
