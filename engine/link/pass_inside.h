/* Inside of pass.h: what the files of engine/link share. */
#pragma once

#include "link/pass.h"

int lc_link_by_number(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                      struct lc_error *err) LC_MUST_CHECK;
int lc_link_by_name(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                    struct lc_error *err) LC_MUST_CHECK;

/* Pairs that are alike but not the same: for people to look at. */
int lc_link_by_likeness(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                        struct lc_error *err) LC_MUST_CHECK;

enum lc_ruling lc_link_rule_number(const struct lc_alike *alike, const char **why);
enum lc_ruling lc_link_rule_likeness(const struct lc_alike *alike, const char **why);

/* Groups the identities by record and finds the facts. LC_DAMAGED if an identity is of
 * a record that the store does not have. free with lc_link_evidence_free(). */
int lc_link_evidence_find(struct lc_link_evidence *evidence,
                          const struct lc_store *store, const struct lc_identities *ids,
                          struct lc_error *err) LC_MUST_CHECK;
void lc_link_evidence_free(struct lc_link_evidence *evidence);

/* Which kind of personal number (1 ..) a type of identifier is, or 0 if numbers of the
 * type are not known to name one person. */
uint16_t lc_number_kind(const char *type);
/* May a person have only one of the kind? */
bool lc_number_is_exclusive(uint16_t kind);
const char *lc_number_name(uint16_t kind); /* "unique pupil number" */
