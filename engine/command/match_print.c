/* What `latecare match` says. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/match_inside.h"

static const char *count(double value, char *out)
{
    return lc_print_count((unsigned long long)llround(value), out);
}

void lc_match_say_roles(const struct lc_match_files *files, struct lc_text *out)
{
    lc_text_addf(out, "columns (say otherwise with --roles COLUMN=ROLE,...):\n");
    for (size_t i = 0; i < files->columns; i++) {
        const struct lc_match_column *c = files->column + i;
        lc_text_addf(out, "  %-20s %-10s %s\n", c->heading,
                     c->role ? c->role->name : "-", c->why);
    }
}

void lc_match_say_rules(const struct lc_match_found *found, struct lc_text *out)
{
    char room[32];
    lc_text_add(out, "\nrules, and the pairs that each makes:\n");
    for (size_t r = 0; r < found->rules; r++)
        lc_text_addf(out, "  %14s  %s%s\n", count(found->rule[r].pairs, room),
                     found->rule[r].name,
                     found->rule[r].left_out ? " (left out: too many)" : "");
}

static void say_yield(const struct lc_match_found *found, struct lc_text *out)
{
    char a[32], b[32], c[32];
    lc_text_addf(out, "\n  %14s %14s %14s  %s\n", "first seen by", "one person's",
                 "by no other", "rule");
    for (size_t r = 0; r < found->rules; r++)
        if (!found->rule[r].left_out)
            lc_text_addf(out, "  %14s %14s %14s  %s\n", count(found->rule[r].first, a),
                         count(found->rule[r].matches, b),
                         count(found->rule[r].alone, c), found->rule[r].name);
}

static void say_estimates(const struct lc_match_files *files,
                          const struct lc_match_found *found, struct lc_text *out)
{
    lc_text_addf(out, "\n  %-16s %-36s %9s %10s %7s\n", "column", "level", "m", "u",
                 "bits");
    for (size_t f = 0; f < files->fields; f++) {
        const struct lc_match_role *role = files->field[f].role;
        const struct lc_match_estimate *e = found->estimate + f;
        for (unsigned l = role->levels; l-- > 0;)
            lc_text_addf(out, "  %-16s %-36s %9.5f %10.3g %7.2f\n",
                         l == role->levels - 1 ? files->field[f].name : "",
                         role->level[l], e->m[l], e->u[l], log2(e->m[l] / e->u[l]));
    }
}

static void say_judged(const struct lc_match_judged *j, struct lc_text *out)
{
    double p = j->found > 0 ? j->right / j->found : 1,
           r = j->true_pairs > 0 ? j->right / j->true_pairs : 1;
    lc_text_addf(out, "against the truth: precision %.4f, recall %.4f, F1 %.4f\n", p, r,
                 p + r > 0 ? 2 * p * r / (p + r) : 0);
}

void lc_match_say_found(const struct lc_match_files *files,
                        const struct lc_match_found *found,
                        const struct lc_match_judged *judged, struct lc_text *out)
{
    char a[32], b[32], c[32];
    say_yield(found, out);
    say_estimates(files, found, out);
    lc_text_addf(out, "\n%s pairs compared of %s; %s after %d rounds\n",
                 count(found->compared, a), count(found->possible, b),
                 found->converged ? "estimates settled" : "ESTIMATES NOT SETTLED",
                 found->rounds);
    lc_text_addf(out,
                 "%s pairs joined, %s clusters of %s records; %s in doubt, %s refused "
                 "as two of one file\n",
                 count((double)found->joined, a), count((double)found->clusters, b),
                 count((double)found->records, c), "", "");
    lc_text_addf(out, "in doubt: %zu; refused: %zu\n", found->doubtful,
                 found->conflicts);
    lc_text_addf(out,
                 "expected: %s pairs are one person's, of which the rules make %.2f%%; "
                 "precision %.4f, recall %.4f\n",
                 count(found->matches, a), 100 * found->covered, found->precision,
                 found->recall);
    if (judged)
        say_judged(judged, out);
}

/* --- JSON ------------------------------------------------------------------------- */

static json_t *rules_json(const struct lc_match_found *found)
{
    json_t *rules = json_array();
    for (size_t r = 0; r < found->rules; r++) {
        const struct lc_match_rule *rule = found->rule + r;
        lc_json_push(rules,
                     LC_OBJECT({ "rule", lc_json_text(rule->name) },
                               { "pairs", lc_json_number(rule->pairs) },
                               { "left_out", json_boolean(rule->left_out) },
                               { "first", lc_json_number(rule->first) },
                               { "matches", lc_json_number(rule->matches) },
                               { "alone", lc_json_number(rule->alone) }));
    }
    return rules;
}

static json_t *fields_json(const struct lc_match_files *files,
                           const struct lc_match_found *found)
{
    json_t *fields = json_array();
    for (size_t f = 0; f < files->fields; f++) {
        const struct lc_match_role *role = files->field[f].role;
        const struct lc_match_estimate *e = found->estimate + f;
        json_t *levels = json_array();
        for (unsigned l = 0; l < role->levels; l++)
            lc_json_push(levels, LC_OBJECT({ "level", lc_json_text(role->level[l]) },
                                           { "m", lc_json_number(e->m[l]) },
                                           { "u", lc_json_number(e->u[l]) }));
        lc_json_push(fields, LC_OBJECT({ "column", lc_json_text(files->field[f].name) },
                                       { "role", lc_json_text(role->name) },
                                       { "said", lc_json_number(e->said) },
                                       { "levels", levels }));
    }
    return fields;
}

json_t *lc_match_json(const struct lc_match_files *files,
                      const struct lc_match_found *found,
                      const struct lc_match_judged *judged)
{
    json_t *out = LC_OBJECT(
        { "records", lc_json_count(found->records) },
        { "possible", lc_json_number(found->possible) },
        { "compared", lc_json_number(found->compared) },
        { "rounds", lc_json_count((size_t)found->rounds) },
        { "converged", json_boolean(found->converged) },
        { "matches", lc_json_number(found->matches) },
        { "covered", lc_json_number(found->covered) },
        { "twins", lc_json_number(found->households) },
        { "joined", lc_json_count(found->joined) },
        { "clusters", lc_json_count(found->clusters) },
        { "conflicts", lc_json_count(found->conflicts) },
        { "in_doubt", lc_json_count(found->doubtful) },
        { "precision", lc_json_number(found->precision) },
        { "recall", lc_json_number(found->recall) },
        { "fields", fields_json(files, found) }, { "rules", rules_json(found) });
    if (out && judged)
        lc_json_put(out, "truth",
                    LC_OBJECT({ "found", lc_json_number(judged->found) },
                              { "true", lc_json_number(judged->true_pairs) },
                              { "right", lc_json_number(judged->right) }));
    return out;
}
