/* What codes mean: by the file that comes with the program, and by a council's own. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/panel/meanings.h"

TestSuite(meanings, .init = lc_begin);

static int parse(lc_meanings **m, const char *text, struct lc_error *err)
{
    return lc_meanings_parse(m, "own.yaml", text, strlen(text), err);
}

/* A code means something of its own history alone. */
Test(meanings, of_its_own_history)
{
    lc_meanings *m = NULL;
    cr_assert(eq(int,
                 parse(&m,
                       "histories:\n- history: cin\n  codes:\n"
                       "  - { code: N1, means: Vernachlaessigung }\n"
                       "- history: missing\n  codes:\n  - { code: A, means: weg }\n",
                       NULL),
                 LC_OK));
    cr_expect(eq(str, (char *)lc_meaning_of(m, "cin", "N1"), "Vernachlaessigung"));
    cr_expect(eq(ptr, (void *)lc_meaning_of(m, "cin", "A"), NULL));
    cr_expect(eq(ptr, (void *)lc_meaning_of(m, "missing", "N1"), NULL));
    json_t *document =
        json_pack("{s:[{s:s,s:s},{s:s,s:s},{s:s}],s:{s:s,s:s}}", "events", "history",
                  "cin", "code", "N1", "history", "cin", "code", "N2", "history", "cin",
                  "deep", "history", "missing", "code", "A");
    cr_assert(eq(int, lc_meanings_put(m, document, NULL), LC_OK));
    json_t *wanted =
        json_pack("{s:[{s:s,s:s,s:s},{s:s,s:s},{s:s}],s:{s:s,s:s,s:s}}", "events",
                  "history", "cin", "code", "N1", "meaning", "Vernachlaessigung",
                  "history", "cin", "code", "N2", "history", "cin", "deep", "history",
                  "missing", "code", "A", "meaning", "weg");
    cr_expect(eq(int, json_equal(document, wanted), 1));
    json_decref(document);
    json_decref(wanted);
    lc_meanings_free(m);
}

Test(meanings, says_what_is_wrong)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        { "histories:\n- history: cin\n  codes:\n  - { code: N1, means: a }\n"
          "  - { code: N1, means: b }\n",
          "cin has the code N1 twice" },
        { "histories:\n- history: cin\n  codes:\n  - { code: N1, meaning: a }\n",
          "meaning" },
        { "histories:\n- history: cin\n  codes:\n  - { code: N1 }\n", "means" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lc_meanings *m = NULL;
        struct lc_error err = { 0 };
        cr_expect(eq(int, parse(&m, cases[i].text, &err), LC_FORMAT));
        cr_expect(ne(ptr, strstr(err.text, cases[i].says), NULL), "%s", err.text);
        cr_expect(eq(ptr, m, NULL));
    }
}

/* The program's own: codes of the DfE's lists, as its guides have them. */
Test(meanings, the_programs_own)
{
    static const char *const cases[][3] = { { "referral", "6", "police" },
                                            { "factor", "24A",
                                              "child criminal exploitation" },
                                            { "cpp", "NEG", "neglect" } };
    lc_meanings *m = NULL;
    struct lc_error err = { 0 };
    setenv("LATECARE_SHARE", "datasets", 1);
    cr_assert(eq(int, lc_meanings_load(&m, &err), LC_OK), "%s", err.text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(eq(str, (char *)lc_meaning_of(m, cases[i][0], cases[i][1]),
                     (char *)cases[i][2]));
    lc_meanings_free(m);
}
