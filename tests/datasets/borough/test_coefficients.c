/* truth.yaml, and a file that says otherwise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "datasets/borough/coefficient_inside.h"
#include "support/sheet.h"

static struct lc_coefficients *truth;
static struct lc_error err;

/* The built-in file, and this text beside it; NULL: alone. */
static int read_of(const char *text)
{
    char *dir = folder_new(), path[4096];
    struct lc_text file = { 0 };
    struct lc_error none = { 0 };
    snprintf(path, sizeof path, "%s/mine.yaml", dir);
    if (text) {
        lc_text_add(&file, text);
        cr_assert(lc_file_write_text(path, false, &file, &none) == LC_OK);
    }
    lc_coefficients_free(truth);
    truth = NULL;
    memset(&err, 0, sizeof err);
    int code = lc_coefficients_read(&truth, text ? path : NULL, &err);
    folder_remove(dir);
    return code;
}

static void done(void)
{
    lc_coefficients_free(truth);
    truth = NULL;
}

TestSuite(coefficients, .init = lc_begin, .fini = done);

static double total(int choice)
{
    double sum = 0;
    for (const struct lc_choice *c = truth->choice[choice]; c->text; c++)
        sum += c->weight;
    return sum;
}

/* Figures as the file has them: NEG 46 first of five, U6 62 of five, 40 days. */
Test(coefficients, the_built_in_file_is_whole)
{
    cr_assert(read_of(NULL) == LC_OK, "%s", err.text);
    for (int p = 0; p < LC_PROCESSES; p++)
        for (int age = 0; age < 18; age++)
            cr_expect(truth->process[p].by_age[age] >= 0);
    cr_expect(strcmp(truth->choice[LC_C_CATEGORY][0].text, "NEG") == 0);
    cr_expect(truth->choice[LC_C_CATEGORY][0].weight == 46);
    cr_expect(total(LC_C_CATEGORY) == 100 && total(LC_C_PLACE_YOUNG) == 100);
    cr_expect(truth->figure[LC_F_OFFENCE_DAYS] == 40);
    cr_expect(truth->process[LC_P_CSE].log_ratio[LC_X_MALE] == -1.9);
    cr_expect(truth->process[LC_P_SUSPENSION].by_month[7] == 0);
    cr_expect(strcmp(truth->choice[LC_C_CONTACT][0].text, "information and advice")
              == 0);
}

/* A file changes what it says and nothing else; effects are replaced whole. */
Test(coefficients, a_file_changes_what_it_says)
{
    cr_assert(read_of(NULL) == LC_OK);
    double before = truth->process[LC_P_MISSING].by_age[15];
    cr_assert(read_of("format: 1\n"
                      "processes:\n"
                      "  - { name: missing, effects: crisis 2 }\n"
                      "  - { name: panel, rate: 0.5 }\n"
                      "figures:\n"
                      "  - { name: entry_shared, value: 0 }\n"
                      "choices:\n"
                      "  - { name: gang_role, of: victim 1 }\n")
                  == LC_OK,
              "%s", err.text);
    cr_expect(truth->process[LC_P_MISSING].by_age[15] == before);
    cr_expect(truth->process[LC_P_MISSING].log_ratio[LC_X_CRISIS] == 2);
    cr_expect(truth->process[LC_P_MISSING].log_ratio[LC_X_CIN] == 0);
    cr_expect(truth->process[LC_P_PANEL].by_age[3] == 0.5);
    cr_expect(truth->figure[LC_F_ENTRY_SHARED] == 0);
    cr_expect(truth->figure[LC_F_TWINS] == 0.0154);
    cr_expect(strcmp(truth->choice[LC_C_GANG_ROLE][0].text, "victim") == 0);
    cr_expect(truth->choice[LC_C_GANG_ROLE][1].text == NULL);
}

/* Effects that are added: 0.7 to what was not there, 0.5 to cin_open. */
Test(coefficients, more_effects_are_added)
{
    cr_assert(read_of(NULL) == LC_OK);
    double male = truth->process[LC_P_FIRST_ENTRY].log_ratio[LC_X_MALE];
    double need = truth->process[LC_P_FIRST_ENTRY].log_ratio[LC_X_CIN];
    cr_assert(read_of("format: 1\nprocesses:\n  - { name: first_entry, "
                      "more_effects: \"group_black 0.7, cin_open 0.5\" }\n")
                  == LC_OK,
              "%s", err.text);
    cr_expect(truth->process[LC_P_FIRST_ENTRY].log_ratio[LC_X_MALE] == male);
    cr_expect(truth->process[LC_P_FIRST_ENTRY].log_ratio[LC_X_BLACK] == 0.7);
    cr_expect(truth->process[LC_P_FIRST_ENTRY].log_ratio[LC_X_CIN] == need + 0.5);
}

/* Days of 2024-04-01 (19814) and 2025-03-10 (20157). */
Test(coefficients, feeds_and_a_reform_are_read)
{
    cr_assert(read_of(NULL) == LC_OK);
    for (int s = 0; s < LC_SHEETS; s++)
        cr_expect(truth->feed[s].stops == LC_OPEN && !truth->feed[s].twice);
    cr_expect(truth->family_help_from == LC_OPEN);
    cr_assert(
        read_of("format: 1\nfeeds:\n"
                "  - { name: police/gang.csv, twice: true, late_from: 2024-04-01, "
                "late_until: 2025-03-10 }\n"
                "  - { name: police/exploit.csv, headings: \"kind sort, level "
                "grade\", codes: CSE X, codes_from: 2024-04-01 }\n"
                "reform: { family_help_from: 2024-04-01 }\n")
            == LC_OK,
        "%s", err.text);
    const struct lc_delivery *gang = truth->feed + LC_S_POLICE_GANG;
    const struct lc_delivery *exploit = truth->feed + LC_S_POLICE_EXPLOIT;
    cr_expect(gang->twice && gang->late_from == 19814 && gang->late_until == 20157);
    cr_expect(
        strcmp(exploit->header, "person_id,date,sort,grade,source,end_date,recorded")
        == 0);
    cr_expect(strcmp(lc_delivery_code(exploit, 19813, "CSE"), "CSE") == 0);
    cr_expect(strcmp(lc_delivery_code(exploit, 19814, "CSE"), "X") == 0);
    cr_expect(strcmp(lc_delivery_code(exploit, 19814, "CCE"), "CCE") == 0);
    cr_expect(truth->family_help_from == 19814);
}

/* Entered on the day, kept back, and never; and what an extract of the days between
 * knows. */
Test(coefficients, a_feed_that_is_late_or_stops)
{
    struct lc_delivery feed = lc_delivery_sound;
    cr_expect(lc_delivery_comes(&feed, 100) == 100
              && lc_delivery_sees(&feed, 100) == 100);
    feed.late_from = 50, feed.late_until = 70;
    cr_expect(lc_delivery_comes(&feed, 49) == 49 && lc_delivery_comes(&feed, 50) == 70);
    cr_expect(lc_delivery_comes(&feed, 70) == 70);
    cr_expect(lc_delivery_sees(&feed, 50) == 50 && lc_delivery_sees(&feed, 51) == 50);
    cr_expect(lc_delivery_sees(&feed, 70) == 50 && lc_delivery_sees(&feed, 71) == 71);
    feed.stops = 90;
    cr_expect(lc_delivery_comes(&feed, 89) == 89);
    cr_expect(lc_delivery_comes(&feed, 90) == LC_OPEN
              && lc_delivery_sees(&feed, 99) == 90);
}

#define ROW(section, row) "format: 1\n" section ":\n  - " row "\n"
#define PEOPLE(row)       ROW("peoples", row)
#define FIGURE(row)       ROW("figures", "{ name: " row " }")
#define CHOICE(row)       ROW("choices", "{ name: " row " }")
#define FACTOR(row)       ROW("factors", "{ code: " row ", year_from: 0, year_to: 9999 }")

static const struct {
    const char *text, *says;
} wrong[] = {
    { "format: 2\n", "format is 1, not 2" },
    { "format: 1\nfigures:\n  - { name: twin_birth, value: 0.1 }\n",
      ":3:13: 'twin_birth' is none of the figures; is it twin_births" },
    { "format: 1\nfigures:\n  - { name: twin_births, value: -1 }\n", ":3:" },
    { "format: 1\nprocesses:\n  - { name: missin, rate: 1 }\n", "is it missing" },
    { "format: 1\nprocesses:\n  - { name: missing, effects: mal 0.3 }\n",
      "is it male" },
    { "format: 1\nprocesses:\n  - { name: missing, effects: male }\n",
      "not NAME NUMBER" },
    { "format: 1\nprocesses:\n  - { name: missing, effects: male much }\n",
      "not NAME NUMBER" },
    { "format: 1\nprocesses:\n  - { name: missing, rate: -1 }\n", "0 to 1000" },
    { "format: 1\nprocesses:\n  - { name: missing, by_month: [1, 2] }\n", "" },
    { "format: 1\nprocesses:\n  - name: missing\n    by_age: [1,1,1,1,1,1,1,1,1,"
      "1,1,1,1,1,1,1,1,1]\n",
      "without its rate" },
    { "format: 1\nchoices:\n  - { name: gang_role, of: victim 0 }\n", "above 0" },
    { "format: 1\nchoices:\n  - { name: gang_role, of: victim 1 }\n"
      "  - { name: gang_role, of: victim 1 }\n",
      ":4:13: there twice" },
    { "format: 1\nfactors:\n  - { code: 1A, share: 1, slope: 0, age_from: 0, "
      "age_to: 18, year_from: 0, year_to: 9999 }\n",
      "not 0 to below 1" },
    { PEOPLE("{ code: WBRI, group: white, share: 0.5, origin: british }"),
      "not 1 in sum" },
    { PEOPLE("{ code: WBRI, group: whyte, share: 1, origin: british }"),
      ":3:26: 'whyte' is not known here; is it white" },
    { PEOPLE("{ code: WBRI, group: Roma and others, share: 1, origin: british }"),
      ":3:26: 'Roma and others' is not known here; known are "
      "white,black,asian,mixed,other" },
    { PEOPLE("{ code: WBRIT, group: white, share: 1, origin: british }"),
      ":3:13: 'WBRIT' is not known here; is it WBRI" },
    { PEOPLE("{ code: WBRI, group: white, share: 1, origin: britisch }"),
      ":3:51: no origin of names" },
    { PEOPLE("{ code: WBRI, group: white, share: -0.1, origin: british }"),
      ":3:40: a share is 0 to 1" },
    { PEOPLE("{ code: WBRI, group: white, share: .nan, origin: british }"), ":3:" },
    { "format: 1\nunaccompanied_peoples:\n  - { code: BAFR, group: blak, share: 1, "
      "origin: somali }\n",
      ":3:26: 'blak' is not known here; is it black" },
    { "format: 1\nunaccompanied: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1]\n",
      ":2:1" },
    { FIGURE("male, value: 1.01"), ":3:26: a chance is 0 to 1" },
    { FIGURE("male, value: -0.01"), ":3:26: a chance is 0 to 1" },
    { FIGURE("crisis_days, value: 3651"), "days are 0 to 3650" },
    { FIGURE("moves_away_a_year, value: 101"), "so often a year" },
    { FIGURE("wrong_of_irish, value: -1"), "a factor is 0" },
    { FIGURE("male, value: .inf"), ":3:" },
    { FIGURE("male, value: 0.5, sauce: x"), ":3:" },
    { FIGURE("male, value: 0.5 }\n  - { name: male, value: 0.5"),
      ":4:13: there twice" },
    { "format: 1\nprocesses:\n  - { name: panel, rate: 1 }\n  - { name: panel, rate: "
      "1 }\n",
      ":4:13: there twice" },
    { "format: 1\nprocesses:\n  - { name: missing, by_year: [1, 1, 1, 1, 1, 1, 1, 1, "
      "1, 1, 1, 1, 1, -1] }\n",
      ":3:31: a rate is 0 to 1000" },
    { "format: 1\nprocesses:\n  - { name: missing, effects: male 21 }\n",
      ":3:31: a log hazard ratio is -20 to 20" },
    { "format: 1\nprocesses:\n  - { name: missing, more_effects: \"male 1, male 1\" "
      "}\n",
      ":3:36: a name there twice" },
    { CHOICE("gang_role, of: victom 1"), ":3:28: 'victom' is not known here; is it" },
    { CHOICE("gang_role, of: victim -1"), ":3:28: a weight is 0" },
    { CHOICE("gang_role, of: \"victim 1, victim 2\""), ":3:28: a word there twice" },
    { CHOICE("concern_level, of: 4 1"), "is not known here" },
    { CHOICE("legal_status_family, of: V4 1"), "'V4' is not known here" },
    { FACTOR("1Z, share: 0.1, slope: 0, age_from: 0, age_to: 18"),
      ":3:13: '1Z' is not known here" },
    { FACTOR("1A, share: 0.1, slope: 21, age_from: 0, age_to: 18"), "not -20 to 20" },
    { FACTOR("1A, share: 0.1, slope: 0, age_from: -1, age_to: 18"), "not 0 to 18" },
    { FACTOR("1A, share: 0.1, slope: 0, age_from: 9, age_to: 8"), "not age_from to" },
    { FACTOR("1A, share: -0.1, slope: 0, age_from: 0, age_to: 18"),
      "not 0 to below 1" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, stops: soon }\n",
      "a day such as" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, late_from: 2024-01-01 }\n",
      "go together" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, late_from: 2024-01-01, "
      "late_until: 2024-01-01 }\n",
      "not after" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, codes: suspect x }\n",
      "go together" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, codes: suspekt x, "
      "codes_from: 2024-01-01 }\n",
      "'suspekt' is no code of police/gang.csv; is it suspect" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, codes: suspect, codes_from: "
      "2024-01-01 }\n",
      "not OLD NEW" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, headings: \"rol role\" }\n",
      "'rol' is no heading of police/gang.csv; is it role" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, merged_from: 2024-01-01 }\n",
      "the system's persons" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, twise: true }\n", "twice" },
    { "format: 1\nfeeds:\n  - { name: police/people.csv, stops: 2024-01-01 }\n",
      "a file of persons" },
    { "format: 1\nfeeds:\n  - { name: police/gang.cvs, twice: true }\n",
      ":3:13: 'police/gang.cvs' is none of the feeds; is it police/gang.csv" },
    { "format: 1\nfeeds:\n  - { name: police/gang.csv, twice: true }\n"
      "  - { name: police/gang.csv, twice: true }\n",
      ":4:13: there twice" },
    { "format: 1\nreform: { family_help_from: spring }\n", ":2:29: not a day" },
};

/* Each with its line, and the nearest name where one is near. */
Test(coefficients, what_is_wrong_is_named_with_its_line)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect(read_of(wrong[i].text) == LC_FORMAT, "case %zu", i);
        cr_expect(strstr(err.text, wrong[i].says) != NULL, "case %zu: %s", i, err.text);
    }
}

/* --- words that an import knows ----------------------------------------------------- */

/* Of the list's lines in codes.yaml, from its name to the next list's. */
static bool is_listed(const char *codes, const char *list, const char *word)
{
    char name[60];
    size_t size = strlen(word);
    snprintf(name, sizeof name, "- name: %s\n", list);
    const char *at = strstr(codes, name);
    const char *end = at ? strstr(at + 1, "- name: ") : NULL;
    while (at && (at = strstr(at + 1, word)) && (!end || at < end))
        if (strchr(" \"[", at[-1]) && strchr(",]\" }\n", at[size]))
            return true;
    return false;
}

/* Each word that a choice may have is one that its column may. */
Test(coefficients, choices_have_the_words_of_the_schemas)
{
    static const struct {
        const char *list;
        enum lc_choice_of first, last;
    } lists[] = {
        { "source", LC_C_SOURCE, LC_C_SOURCE },
        { "need", LC_C_NEED, LC_C_NEED },
        { "abuse", LC_C_CATEGORY, LC_C_CATEGORY },
        { "cin_close", LC_C_CLOSE, LC_C_CLOSE },
        { "legal_status", LC_C_LEGAL_YOUNG, LC_C_LEGAL_BREAKDOWN },
        { "need", LC_C_NEED_YOUNG, LC_C_NEED_BREAKDOWN },
        { "place", LC_C_PLACE_YOUNG, LC_C_PLACE_OLD },
        { "place_provider", LC_C_PROVIDER, LC_C_PROVIDER },
        { "place_change", LC_C_MOVED, LC_C_MOVED },
        { "rec", LC_C_LAST_ADULT, LC_C_LAST_REMAND },
        { "agency", LC_C_CONCERN_SOURCE, LC_C_CONCERN_SOURCE },
        { "level", LC_C_CONCERN_LEVEL, LC_C_CONCERN_LEVEL },
        { "gang_role", LC_C_GANG_ROLE, LC_C_GANG_ROLE },
        { "offence_category", LC_C_OFFENCE, LC_C_OFFENCE },
        { "outcome_tier", LC_C_OUTCOME, LC_C_OUTCOME },
        { "exclusion_reason", LC_C_EXCLUSION, LC_C_EXCLUSION },
    };
    char *codes = NULL;
    size_t size, words = 0;
    cr_assert(lc_file_read("datasets/schema/codes.yaml", 1 << 20, &codes, &size, &err)
              == LC_OK);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (int c = (int)lists[i].first; c <= (int)lists[i].last; c++) {
            char *copy = lc_strdup(lc_choice_words((enum lc_choice_of)c)), *rest = NULL;
            for (char *word = strtok_r(copy, ",", &rest); word;
                 word = strtok_r(NULL, ",", &rest), words++)
                cr_expect(is_listed(codes, lists[i].list, word), "%s: %s",
                          lists[i].list, word);
            free(copy);
        }
    cr_expect(lt(sz, 250, words));
    free(codes);
}
