/* A checkup as one document (checkup.h): what `check --json` prints, and what its text
 * and its page are made of. Rows are counted as they are, since whoever owns a source
 * has them; children and ages pass the door (disclosure/small.h). */
#pragma once

#include <jansson.h>

#include "checkup/checkup.h"
#include "study/study.h"

/* clang-format off */
/*   title text    received DAY    study text or null
 *   files      [{ file, schema or null, unread? text, rows, taken, unchanged, corrected,
 *                 rejected, pending, withdrawn, findings, covers_from?, covers_to? }]
 *   not_taken  [{ file, column, reason, rows }]
 *   rules      [{ rule, meaning, rows, files }]                files: how many
 *   differ     [{ between [2 texts], what, history, meaning, rows }]
 *   remarks    [{ file, remark }]
 *   new_codes  [{ history, attribute or null, code }] or null where nothing was stored
 *   silent     [text]      breaks [text]
 *   histories  [{ history, events, last_year, year_before, told { events, median, ninety },
 *                 months [{ month DAY, events, median, ninety }], ages { band: COUNT } }]
 *   costs      [{ predictor, label, rejected, findings, children COUNT }] or null
 */
/* clang-format on */

/* *document is new. study NULL: costs are null. */
int lc_checkup_document(json_t **document, const struct lc_checkup *checkup,
                        const struct lc_study *study, int32_t received,
                        struct lc_error *err) LC_MUST_CHECK;
