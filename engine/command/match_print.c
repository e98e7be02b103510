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
    if (files->count > 1)
        lc_text_add(out, files->apart ? "each file has a person once at most (say "
                                        "otherwise with --duplicates)\n"
                                      : "a file may have one person twice\n");
    lc_text_add(out, "columns (say otherwise with --roles COLUMN=ROLE,...):\n");
    for (size_t i = 0; i < files->columns; i++) {
        const struct lc_match_column *c = files->column + i;
        lc_text_addf(out, "  %-20s %-10s %s\n", c->heading,
                     c->role    ? c->role->name
                     : c->whole ? "name"
                                : "-",
                     c->why);
    }
}

void lc_match_say_rules(const struct lc_match_found *found, struct lc_text *out)
{
    char room[32];
    lc_text_add(out, "\n rule          pairs  of rows that have in common\n");
    for (size_t r = 0; r < found->rules; r++)
        lc_text_addf(out, "%5zu %14s  %s%s\n", r + 1, count(found->rule[r].pairs, room),
                     found->rule[r].name,
                     found->rule[r].left_out ? " (too many: left out)" : "");
}

static void say_yield(const struct lc_match_found *found, struct lc_text *out)
{
    char a[32], b[32], c[32];
    lc_text_add(out, "\n rule   first seen by it   one person's   of no other rule\n");
    for (size_t r = 0; r < found->rules; r++)
        if (!found->rule[r].left_out)
            lc_text_addf(
                out, "%5zu %18s %14s %18s\n", r + 1, count(found->rule[r].first, a),
                count(found->rule[r].matches, b), count(found->rule[r].alone, c));
}

static void say_estimates(const struct lc_match_files *files,
                          const struct lc_match_found *found, struct lc_text *out)
{
    lc_text_addf(out, "\n%-38s %8s %9s %7s\n", "level", "m", "u", "bits");
    for (size_t f = 0; f < files->fields; f++) {
        const struct lc_match_role *role = files->field[f].role;
        const struct lc_match_estimate *e = found->estimate + f;
        lc_text_addf(out, "%s (%s), said by both in %.1f%%\n", files->field[f].name,
                     role->name, 100 * e->said);
        for (unsigned l = role->levels; l-- > 0;)
            lc_text_addf(out, "  %-36s %8.5f %9.2g %7.1f\n", role->level[l], e->m[l],
                         e->u[l], log2(e->m[l] / e->u[l]));
    }
}

static void say_judged(const struct lc_match_judged *j, struct lc_text *out)
{
    double p = j->found > 0 ? j->right / j->found : 1,
           r = j->true_pairs > 0 ? j->right / j->true_pairs : 1;
    lc_text_addf(out, "truth:    precision %.4f, recall %.4f, F1 %.4f\n", p, r,
                 p + r > 0 ? 2 * p * r / (p + r) : 0);
}

void lc_match_say_found(const struct lc_match_files *files,
                        const struct lc_match_found *found,
                        const struct lc_match_judged *judged, struct lc_text *out)
{
    char a[32], b[32], c[32];
    say_yield(found, out);
    say_estimates(files, found, out);
    lc_text_addf(out, "\n%s pairs compared of %s; %s %d rounds\n",
                 count(found->compared, a), count(found->possible, b),
                 found->converged ? "estimates settled after"
                                  : "ESTIMATES HAVE NOT SETTLED in",
                 found->rounds);
    lc_text_addf(out, "%s rows are %s persons: %s pairs joined\n",
                 count((double)found->records, a), count((double)found->clusters, b),
                 count((double)found->joined, c));
    lc_text_addf(out, "%s pairs in doubt (of a probability of 0.05 to 0.95)\n",
                 count((double)found->doubtful, a));
    if (found->conflicts)
        lc_text_addf(out,
                     "%s pairs not joined, as two rows of one file would be one "
                     "person's (--duplicates if they may be)\n",
                     count((double)found->conflicts, a));
    if (found->chained)
        lc_text_addf(out,
                     "%s pairs not joined, as the rest of their clusters disagree\n",
                     count((double)found->chained, a));
    lc_text_addf(out,
                 "expected: %s pairs are one person's, of which the rules see %.2f%%\n"
                 "expected: precision %.4f, recall %.4f\n",
                 count(found->matches, a), 100 * found->covered, found->precision,
                 found->recall);
    if (judged)
        say_judged(judged, out);
}

/* --- JSON ------------------------------------------------------------------------- */

json_t *lc_match_rules_json(size_t rule_count, const struct lc_match_rule *found)
{
    json_t *rules = json_array();
    bool good = rules;
    for (size_t r = 0; r < rule_count && good; r++) {
        const struct lc_match_rule *rule = found + r;
        good =
            lc_json_push(rules, LC_OBJECT({ "rule", lc_json_text(rule->name) },
                                          { "pairs", lc_json_number(rule->pairs) },
                                          { "left_out", json_boolean(rule->left_out) },
                                          { "first", lc_json_number(rule->first) },
                                          { "matches", lc_json_number(rule->matches) },
                                          { "alone", lc_json_number(rule->alone) }));
    }
    return lc_json_whole(rules, good);
}

static json_t *levels_json(const struct lc_match_role *role,
                           const struct lc_match_estimate *e)
{
    json_t *levels = json_array();
    bool good = levels;
    for (unsigned l = 0; l < role->levels && good; l++)
        good = lc_json_push(levels, LC_OBJECT({ "level", lc_json_text(role->level[l]) },
                                              { "m", lc_json_number(e->m[l]) },
                                              { "u", lc_json_number(e->u[l]) }));
    return lc_json_whole(levels, good);
}

json_t *lc_match_fields_json(size_t field_count, const struct lc_match_field *field,
                             const struct lc_match_estimate *estimate)
{
    json_t *fields = json_array();
    bool good = fields;
    for (size_t f = 0; f < field_count && good; f++) {
        const struct lc_match_role *role = field[f].role;
        const struct lc_match_estimate *e = estimate + f;
        good = lc_json_push(fields, LC_OBJECT({ "column", lc_json_text(field[f].name) },
                                              { "role", lc_json_text(role->name) },
                                              { "said", lc_json_number(e->said) },
                                              { "levels", levels_json(role, e) }));
    }
    return lc_json_whole(fields, good);
}

json_t *lc_match_json(const struct lc_match_files *files,
                      const struct lc_match_found *found,
                      const struct lc_match_judged *judged)
{
    json_t *out =
        LC_OBJECT({ "records", lc_json_count(found->records) },
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
                  { "chained", lc_json_count(found->chained) },
                  { "in_doubt", lc_json_count(found->doubtful) },
                  { "precision", lc_json_number(found->precision) },
                  { "recall", lc_json_number(found->recall) },
                  { "fields", lc_match_fields_json(files->fields, files->field,
                                                   found->estimate) },
                  { "rules", lc_match_rules_json(found->rules, found->rule) });
    bool good =
        out
        && (!judged
            || lc_json_put(out, "truth",
                           LC_OBJECT({ "found", lc_json_number(judged->found) },
                                     { "true", lc_json_number(judged->true_pairs) },
                                     { "right", lc_json_number(judged->right) })));
    return lc_json_whole(out, good);
}
