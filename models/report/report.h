/* The report: one HTML file that opens from disk with no network.
 *
 * It takes two documents, both JSON, and knows nothing of how they were made. */
#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

/* clang-format off */
/* RESULTS: aggregates only. A key marked ? may be absent or null: its part of the page
 * is then left out, or says "not stated". COUNT is a whole number, or the text "c"
 * (1 to 5, not shown: whoever makes the document suppresses, secondarily too).
 * ESTIMATE is { estimate, low?, high? }, limits at 95%. DAY is "2024-03-31".
 * Risks and rates are proportions, 0 to 1.
 *
 *   title, purpose       texts
 *   outcome?, cohort?    phrases: "entered care for the first time at 13 or over"
 *   owner?               text
 *   as_of, data_through? DAY
 *   review_by?           DAY
 *   horizon              { months, text? }
 *   model                { family, title, hash, name?, id? }
 *
 *   performance?   at the panel's capacity, over the held-out landmarks
 *     { capacity, landmarks, landmark_every? ("month"),
 *       children, entries?    means a landmark
 *       base_rate, precision ESTIMATE, recall ESTIMATE,
 *       listed_entries ESTIMATE   true entries on the list, mean a landmark
 *       period? { from DAY, to DAY },
 *       measures? [{ name, label, estimate, low?, high?, note? }] }
 *
 *   origins?       where the test rolls, of each test span by itself; performance is of
 *     all of them together: [{ origin DAY, learnt { period { from, to }, children COUNT,
 *       entries COUNT children }, period { from, to } of its test, landmarks,
 *       children COUNT, entries COUNT children, note? what cannot be told,
 *       measures? [as of performance] }]
 *
 *   verdict?       { status "good enough" | "exploratory" | "not good enough" |
 *       "not judged", judged_by? "limit" | "estimate", reasons? [text],
 *     thresholds [{ measure, label, comparison "at least" | "at most" | "between",
 *       required, or required_low and required_high,
 *       estimate, low?, high?, passed true | false | null (cannot be told) }] }
 *
 *   breaks?        [text] of what the model learns across (study/crossing.h)
 *   breaks_open?   how many of them nobody accepted; absent: all
 *   groups?        the test of children whom the study names apart: [{ attribute, label,
 *     children COUNT, entries COUNT children, share_on_list? share of the landmarks' rows that
 *     were on the list, measures [as of performance]: none where too few entered care }];
 *     of an attribute those who are in none of its groups come last
 *
 *   without?       the fits kept for days on which a history is not observed, each tested
 *     as the model is but for that: [{ history, verdict as below, measures as of
 *     performance }]
 *
 *   linkage?       the day whose linkage says who is who, if not the store's own
 *
 *   linkages?      what the study asked about uncertain links (models/assess/linkages.h):
 *     { uncertain_links "leave_out", sure: the chance below which a link is doubted,
 *       doubted, near_misses COUNTs of the store's children, removed COUNT of the
 *       cohort's }, or
 *     { uncertain_links "average", draws, fitted, records_joined, records_parted COUNTs
 *       a draw, held_out [{ name "auc" | "precision", estimate, mean, least, most, tested:
 *       draws }], moved: terms, or null where
 *       none could be judged, terms [{ name, label, history, estimate, se, average,
 *       average_se, average_low, average_high, degrees_of_freedom, share_of_variance:
 *       of it linkage's, moves true | false | null (not judged) }] }
 *
 *   entries?       { all, known, unknown COUNTs }: late entries of children who, but for
 *     the rule that they are known, would be looked at; known: to the study's histories
 *     at a landmark within the horizon before it
 *
 *   flow?          [{ rule, reason?, children COUNT left after the rule,
 *     removed COUNT by it, landmarks? COUNT, entries? COUNT }], from the first row,
 *     where the cohort begins, to the last, which is the cohort
 *
 *   assumed?       { rows, entries, versions { assumed COUNT, of COUNT, share or null
 *     (not shown) }, text }: how much of the training rests on assumed knowledge
 *
 *   coefficients?  { scale "hazard ratio" | "odds ratio" | ...,
 *     terms [{ name, label, history, unit?, estimate, low, high (logs),
 *       ratio, ratio_low, ratio_high, p?, children? COUNT not at zero }] }
 *
 *   calibration?   { intercept?, slope?, observed_over_expected? ESTIMATEs,
 *     bins [{ low, high, children COUNT, entries COUNT, predicted,
 *       observed, observed_low, observed_high (null where not shown) }],
 *     smooth? [{ predicted, observed, low?, high? }],
 *     histogram? [{ low, high, children COUNT }] }
 *
 *     (low and high part the groups at rounded risks, from 0 to a round number: none is
 *     a child's own)
 *
 *   list_size?     { capacity, curves [{ name "model" | "missing_episodes" |
 *     "base_rate" | ..., label,
 *     points [{ size, precision, recall, precision_low?, precision_high?,
 *       recall_low?, recall_high? }] }] }; sizes between which 1 to 5 entries were listed
 *     are left out
 *
 *   incidence?     { origin? ("a child's first landmark"), causes [{ name, label,
 *     points [{ months, incidence, low?, high? }] }],
 *     at_risk? [{ months, children COUNT }] }; the first cause is the outcome;
 *     months up to which 1 to 5 more had it are left out, shares and children are
 *     rounded to six children
 *
 *   definitions?   [{ word, meaning }]      limits?  [text]
 *   settings?      [{ name, value }]        hashes?  [{ name, value }]
 *
 * LIST: the panel's own page; the document of `score --json`.
 *
 *   as_of, data_through? DAY     horizon { months, text? }     base_rate
 *   covered? do all sources that the model reads cover the day
 *   verdict? { status, reasons? [text] } on its model: as of results; warnings? [text]
 *   verdict_holds? of this list (panel/caution.h)
 *   capacity, children (scored)  expected_entries? ESTIMATE    tie_rule? text
 *   sizes? [{ size, expected_entries ESTIMATE }] of lists of other lengths
 *   band? { listed, below, more } children whom the cut does not tell apart
 *   model_page? the file name of the model's page beside this one
 *   daily_page? that of the page of what the time since `changes` brought
 *   listed [{ rank, child (a number), page? the file name of its own, risk, low?, high?, age?, sex?,
 *     change? "new" | "risen" | "steady" | "fallen", in_hand? [text], worth? (how many
 *     children like it), tied?, grey? (band.h),
 *     for? [text], against? [text], unknown? [text],
 *     decisions? [{ meeting DAY, discussed, agreed?, action?, until? DAY, over? }],
 *     contributions? [{ history, contribution (log scale), text? }] }]
 *   cannot_score? [{ child, reason }]
 *   changes? { since DAY, changes [{ child, change "new" | "risen" | "steady" | "fallen" |
 *     "dropped" | "left", why? of one that is scored no more, rank_before?, rank?,
 *     risk_before?, risk?, split? { new_events, known_late, time } (log scale) }] }
 *   model? the hash of the model: refused if it is not that of the results
 *
 * Histories, causes and rules may be given by the program's own names ("cse", "moved"):
 * words_inside.h has plain ones for them.
 *
 * Where listed[] has no for and against, they are made from the texts of its
 * contributions (reasons_inside.h).
 *
 * RESULTS that holds a key which only a child has (child, listed, contributions,
 * timeline, a name, a birth date, a postcode) is refused. */
/* clang-format on */

/* Adds the page to *page. list may be NULL: then the page holds aggregates only. The
 * same documents give the same bytes. LC_FORMAT names the first key that is wrong;
 * LC_REFUSED a child-level key in results. O(size of the documents). */
int lc_report_print(const json_t *results, const json_t *list, struct lc_text *page,
                    struct lc_error *err) LC_MUST_CHECK;

/* The page of one child of the list, of its place on it (0 the first); child: what the
 * page has beside the row of the list:
 *
 *   child    its number: that of the row
 *   from DAY, timeline [{ history, start DAY, end? DAY, open?, known_from? DAY, late?,
 *     code?, meaning?,
 *     level? }] by history, earlier? COUNT   (panel/child.h)
 *   path [{ as_of DAY, risk, low?, high? | why }]
 *   family [{ child, age?, rank? }]
 *   change? one of list.changes          who? [{ what, text, system, first_said DAY }]
 *
 * LC_FORMAT where it is of another child. */
int lc_report_child_print(const json_t *results, const json_t *list, size_t place,
                          const json_t *child, struct lc_text *page,
                          struct lc_error *err) LC_MUST_CHECK;

/* The list on one sheet of paper: its head and a line a child, no more. */
int lc_report_summary_print(const json_t *results, const json_t *list,
                            struct lc_text *page, struct lc_error *err) LC_MUST_CHECK;

/* lc_report_print into a new file at path, in one step (base/file.h). */
int lc_report_write(const char *path, bool force, const json_t *results,
                    const json_t *list, struct lc_error *err) LC_MUST_CHECK;
