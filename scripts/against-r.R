# See against-r.sh. Arguments: the program, a folder, how many tables, the first seed.
suppressPackageStartupMessages(library(survival))
arg <- commandArgs(TRUE)
program <- arg[1]
folder <- arg[2]
seeds <- as.integer(arg[4]) + seq_len(as.integer(arg[3])) - 1
has_cmprsk <- requireNamespace("cmprsk", quietly = TRUE)
file <- file.path(folder, "table.csv")

# --- what the program says ---------------------------------------------------------
read_json <- function(text) {
  pattern <- '"([^"\\\\]|\\\\.)*"|-?[0-9.]+([eE][-+]?[0-9]+)?|true|false|null|[][{},:]'
  token <- regmatches(text, gregexpr(pattern, text, perl = TRUE))[[1]]
  at <- 1
  value <- function() {
    t <- token[at]
    at <<- at + 1
    if (t == "{" || t == "[") {
      out <- list()
      while (!token[at] %in% c("}", "]")) {
        if (token[at] == ",") at <<- at + 1
        if (t == "{") {
          name <- gsub('^"|"$', "", token[at])
          at <<- at + 2
          out[[name]] <- value()
        } else out[[length(out) + 1]] <- value()
      }
      at <<- at + 1
      return(out)
    }
    if (t == "null") return(NA)
    if (t %in% c("true", "false")) return(t == "true")
    if (startsWith(t, '"')) {
      t <- gsub('^"|"$', "", t)
      return(if (t == "inf") Inf else if (t == "-inf") -Inf else t)
    }
    as.numeric(t)
  }
  value()
}
ask <- function(...) {
  err <- file.path(folder, "err")
  words <- c(...)
  out <- suppressWarnings(system2(program, shQuote(c(words, "--json")), stdout = TRUE, stderr = err))
  status <- attr(out, "status")
  list(status = if (is.null(status)) 0 else status, error = paste(readLines(err), collapse = " "),
       json = if (length(out)) read_json(paste(out, collapse = "\n")))
}

# --- the tally ---------------------------------------------------------------------
tally <- list()
bad <- character()
count <- function(kind, what) {
  if (is.null(tally[[kind]])) tally[[kind]] <<- c(agree = 0, explained = 0, unexplained = 0)
  tally[[kind]][what] <<- tally[[kind]][what] + 1
}
reasons <- list()
explain <- function(kind, why) {
  count(kind, "explained")
  reasons[[paste0(kind, ": ", why)]] <<- sum(reasons[[paste0(kind, ": ", why)]], 1)
}
differ <- function(kind, seed, ...) {
  count(kind, "unexplained")
  bad <<- c(bad, sprintf("seed %d: %s: %s", seed, kind, paste0(...)))
}
same <- function(kind, seed, ours, theirs, within = 1e-6, what = "") {
  ours <- as.numeric(unlist(ours))
  theirs <- as.numeric(unlist(theirs))
  if (length(ours) != length(theirs))
    return(differ(kind, seed, what, " ", length(ours), " values for ", length(theirs)))
  off <- !(is.na(ours) & is.na(theirs)) & !(abs(ours - theirs) <= within * pmax(1e-3, abs(theirs)))
  off <- off | is.na(off)
  if (any(off)) differ(kind, seed, what, " ", signif(ours[off][1], 9), " for ", signif(theirs[off][1], 9))
  else count(kind, "agree")
}

# --- fits --------------------------------------------------------------------------
quietly <- function(code) {
  warned <- FALSE
  fit <- tryCatch(withCallingHandlers(code, warning = function(w) {
    warned <<- TRUE
    invokeRestart("muffleWarning")
  }), error = function(e) e)
  list(fit = fit, warned = warned)
}
# se: by name, as the program reports them (robust where it does)
compare_fit <- function(kind, seed, got, r, estimate, se, loglik = NULL, within = 1e-5) {
  runs_off <- function() any(abs(estimate) > 12 | se > 50, na.rm = TRUE)
  if (inherits(r$fit, "error")) {
    if (got$status != 0) return(explain(kind, "both refuse"))
    return(explain(kind, "R refuses"))
  }
  if (got$status != 0 || got$json$status == "infinite") {
    if (r$warned || runs_off()) return(explain(kind, "no finite estimate"))
    if (anyNA(estimate)) return(explain(kind, "R leaves a column out that has no finite estimate"))
    return(differ(kind, seed, "exit ", got$status, " ", got$error))
  }
  if (r$warned || runs_off()) return(explain(kind, "R does not settle"))
  terms <- got$json$terms
  name <- vapply(terms, function(t) t$name, "")
  mine <- setNames(lapply(terms, function(t) t), name)
  for (n in names(estimate)) {
    if (is.na(estimate[n])) {
      if (!is.null(mine[[n]]) && !is.na(mine[[n]]$estimate)) {
        return(differ(kind, seed, n, " has an estimate that R does not give"))
      }
      next
    }
    if (is.null(mine[[n]])) return(differ(kind, seed, "no term ", n))
    e <- mine[[n]]$estimate
    s <- mine[[n]]$robust_se
    if (is.null(s) || is.na(s)) s <- mine[[n]]$se
    if (is.na(e) || abs(e - estimate[n]) > within * max(se[n], abs(estimate[n]), 1e-3))
      return(differ(kind, seed, n, " ", signif(e, 9), " for ", signif(estimate[n], 9)))
    if (is.na(s) || abs(s - se[n]) > 10 * within * se[n])
      return(differ(kind, seed, "se of ", n, " ", signif(s, 9), " for ", signif(se[n], 9)))
  }
  if (!is.null(loglik) && abs(got$json$loglik - loglik) > 1e-6 * max(1, abs(loglik)))
    return(differ(kind, seed, "log-likelihood ", got$json$loglik, " for ", loglik))
  count(kind, "agree")
}
of <- function(fit, k = NULL) {
  if (inherits(fit, "error")) return(list(b = NA, se = NA))
  b <- coef(fit)
  v <- vcov(fit)
  se <- setNames(rep(NA_real_, length(b)), names(b))
  se[intersect(names(b), rownames(v))] <- sqrt(diag(v))[intersect(names(b), rownames(v))]
  list(b = b, se = se)
}

# --- a table -----------------------------------------------------------------------
make <- function(seed) {
  set.seed(seed)
  n <- sample(c(12, 25, 60, 150), 1)
  unit <- sample(c(1, 0.1, 0.05), 1)
  d <- data.frame(id = seq_len(n))
  d$start <- unit * sample(0:20, n, TRUE)
  # whole steps, so that the same time comes about in several ways
  d$stop <- d$start + unit * sample(1:sample(c(8, 30, 200), 1), n, TRUE)
  d$x <- round(rnorm(n), sample(0:3, 1))
  d$z <- round(runif(n, -1, 1), 3)
  d$g <- sample(c("a", "b", "c"), n, TRUE, c(0.5, 0.35, 0.15))
  d$s <- sample(c("u", "v"), n, TRUE)
  d$w <- if (runif(1) < 0.5) sample(1:3, n, TRUE) else round(runif(n, 0.2, 3), 2)
  d$o <- round(rnorm(n, 0, 0.5), 2)
  hazard <- exp(0.4 * d$x)
  d$c <- ifelse(runif(n) < 0.3, 0, ifelse(runif(n) < hazard / (1 + hazard), 1, 2))
  d$e <- as.integer(d$c == 1)
  d$y <- as.integer(runif(n) < plogis(0.5 * d$x - 0.2))
  if (runif(1) < 0.4) d$c[order(d$stop - d$start)[n]] <- 1 # the last to leave has the event
  if (runif(1) < 0.3) d$x[d$g == "c"] <- NA                # a level falls empty
  d
}

one_table <- function(seed) {
  d <- make(seed)
  write.csv(d, file, row.names = FALSE, quote = FALSE, na = "")
  d <- read.csv(file) # the numbers that the program reads
  fit <- function(family, formula, ...) ask("fit", file, "--family", family, "--formula", formula, ...)

  # Cox: from 0 by stop - start, late entry, strata, offset, weights, either tie rule
  ties <- sample(c("efron", "breslow"), 1)
  left <- sample(c("Surv(stop-start,e)", "Surv(start,stop,e)"), 1)
  right <- paste0("x+z", sample(c("", "+g"), 1), sample(c("", "+strata(s)"), 1),
                  sample(c("", "+offset(o)"), 1))
  f <- paste0(left, "~", right)
  r <- quietly(coxph(as.formula(f), d, ties = ties))
  p <- of(r$fit)
  compare_fit("cox", seed, fit("cox", f, "--ties", ties), r, p$b, p$se,
              if (!inherits(r$fit, "error")) tail(r$fit$loglik, 1))
  broken <- any(d$w %% 1 != 0) # then the errors are robust, each row by itself
  r <- quietly(if (broken) coxph(as.formula(f), d, ties = ties, weights = w, cluster = id)
               else coxph(as.formula(f), d, ties = ties, weights = w))
  p <- of(r$fit)
  compare_fit("cox, weights", seed, fit("cox", f, "--ties", ties, "--weights", "w"), r, p$b, p$se)

  # yes or no, two links
  f <- paste0("y~x+z", sample(c("", "+g"), 1), sample(c("", "+offset(o)"), 1))
  for (link in c("logit", "cloglog")) {
    r <- quietly(glm(as.formula(f), binomial(link), d, control = glm.control(1e-12, 100)))
    p <- of(r$fit)
    compare_fit(link, seed, fit(if (link == "logit") "logistic" else "cloglog", f), r, p$b, p$se,
                if (!inherits(r$fit, "error")) as.numeric(logLik(r$fit)))
  }

  # accelerated failure times
  dist <- sample(c("weibull", "exponential", "lognormal", "loglogistic"), 1)
  f <- paste0("Surv(stop-start,e)~x+z", sample(c("", "+g"), 1))
  r <- quietly(survreg(as.formula(f), d, dist = dist, control = survreg.control(maxiter = 200, rel.tolerance = 1e-13)))
  p <- of(r$fit)
  compare_fit(paste("aft", dist), seed, fit("aft", f, "--dist", dist), r, p$b, p$se[names(p$b)],
              if (!inherits(r$fit, "error")) tail(r$fit$loglik, 1), 1e-4)

  # competing risks: each cause by itself, and its incidence
  got <- fit("cause-specific", "Surv(stop-start,c)~x+z")
  if (got$status == 0 && all(c(1, 2) %in% d$c[!is.na(d$x)])) {
    r <- quietly(coxph(Surv(stop - start, c == 1) ~ x + z, d))
    p <- of(r$fit)
    got$json$terms <- got$json$terms[1:2]
    got$json$terms <- lapply(got$json$terms, function(t) { t$name <- sub(" .*", "", t$name); t })
    compare_fit("cause-specific", seed, got, r, p$b, p$se)
  } else explain("cause-specific", "refused")
  full <- d[!is.na(d$x), ]
  if (has_cmprsk && all(0:2 %in% full$c)) {
    r <- quietly(cmprsk::crr(aeqSurv(Surv(full$stop - full$start, full$c > 0))[, 1], full$c, full[c("x", "z")],
                             gtol = 1e-10))
    if (!inherits(r$fit, "error")) {
      se <- setNames(sqrt(diag(as.matrix(r$fit$var))), c("x", "z"))
      r$warned <- r$warned || !r$fit$converged
      compare_fit("fine-gray", seed, fit("fine-gray", "Surv(stop-start,c)~x+z"), r, r$fit$coef, se, NULL, 1e-4)
    }
  }

  # curves: one kind of event, late entry, weights; several
  weighted <- runif(1) < 0.5
  got <- ask("curve", file, "--formula", "Surv(stop-start,e)~g", "--quantiles", "0.25,0.5,0.75",
             if (weighted) c("--weights", "w"))
  r <- quietly(survfit(Surv(stop - start, e) ~ g, d, conf.type = "log-log", weights = if (weighted) w))
  if (got$status == 0 && !inherits(r$fit, "error")) {
    points <- unlist(lapply(got$json$groups, `[[`, "points"), recursive = FALSE)
    same("curve", seed, lapply(points, `[[`, "time"), r$fit$time, 1e-9, "time")
    same("curve", seed, lapply(points, `[[`, "survival"), r$fit$surv, 1e-9, "survival")
    own <- r$fit$surv > 1e-12
    if (length(points) == length(own))
      same("curve", seed, lapply(points[own], `[[`, "se"), summary(r$fit, censored = TRUE)$std.err[own], 1e-6, "se")
    q <- quantile(r$fit, c(0.25, 0.5, 0.75))$quantile
    same("quantiles", seed, lapply(got$json$groups, function(g) lapply(g$quantiles, `[[`, "time")), t(q), 1e-9)
  } else differ("curve", seed, got$error)
  got <- ask("curve", file, "--formula", "Surv(start,stop,e)~1")
  r <- survfit(Surv(start, stop, e) ~ 1, d)
  same("curve, late entry", seed, lapply(got$json$groups[[1]]$points, `[[`, "survival"),
       summary(r, times = vapply(got$json$groups[[1]]$points, `[[`, 0, "time"))$surv, 1e-8)
  if (all(0:2 %in% d$c)) {
    got <- ask("curve", file, "--formula", "Surv(stop-start,c)~1")
    r <- survfit(Surv(stop - start, factor(c, 0:2)) ~ 1, d)
    same("incidence", seed, lapply(got$json$groups[[1]]$points, `[[`, "probability"), t(r$pstate), 1e-9)
    same("incidence", seed, lapply(got$json$groups[[1]]$points, `[[`, "se")[rep(c(FALSE, TRUE, TRUE), nrow(r$pstate))],
         t(r$std.err[, -1]), 1e-6, "se")
  }

  # tests
  rho <- sample(c(0, 0.5, 1), 1)
  f <- paste0("Surv(stop-start,e)~g", sample(c("", "+strata(s)"), 1))
  r <- quietly(survdiff(as.formula(f), d, rho = rho))
  got <- ask("curve", file, "--formula", f, "--test", "fleming-harrington", "--rho", as.character(rho))
  if (got$status != 0) explain("test", "refused")
  else if (inherits(r$fit, "error") || r$warned) explain("test", "R refuses")
  else same("test", seed, got$json$test$chisq, r$fit$chisq, 1e-6)
  if (has_cmprsk && all(1:2 %in% d$c) && length(unique(d$g)) > 1) {
    t <- aeqSurv(Surv(d$stop - d$start, d$c > 0))[, 1]
    r <- quietly(cmprsk::cuminc(t, d$c, d$g)$Tests)
    got <- ask("curve", file, "--formula", "Surv(stop-start,c)~g", "--test", "gray")
    if (inherits(r$fit, "error") || is.null(r$fit)) explain("Gray's test", "R refuses")
    else if (got$status != 0) differ("Gray's test", seed, got$error)
    else if (any(r$fit[, "stat"] < 0)) explain("Gray's test", "cuminc gives -1: its variance is singular")
    else same("Gray's test", seed, lapply(got$json$test$causes, `[[`, "chisq"), r$fit[, "stat"], 1e-6)
  }

  # concordance
  full$marker <- full$x
  for (how in c("", "strata", "weights", "late")) {
    outcome <- if (how == "late") "Surv(start,stop,e)" else "Surv(stop-start,e)"
    f <- as.formula(paste0(outcome, "~marker", if (how == "strata") "+strata(s)"))
    r <- quietly(if (how == "weights") concordance(f, full, weights = w, reverse = TRUE)
                 else concordance(f, full, reverse = TRUE))
    got <- ask("evaluate", file, "--marker", "x", "--outcome", outcome,
               if (how == "strata") c("--strata", "s"), if (how == "weights") c("--weights", "w"))
    kind <- trimws(paste("concordance", how))
    if (inherits(r$fit, "error") || !is.finite(r$fit$concordance)) explain(kind, "no pair")
    else if (got$status != 0) differ(kind, seed, got$error)
    else {
      c <- Find(function(m) m$name == "concordance", got$json$metrics)
      same(kind, seed, c$value, r$fit$concordance, 1e-9)
      same(kind, seed, c$se, sqrt(r$fit$var), 1e-6, "se")
    }
  }
}

for (seed in seeds) {
  r <- tryCatch(one_table(seed), error = function(e) differ("the comparison itself", seed, conditionMessage(e)))
}
# what against-r.sh adds up: a line a kind, a line a reason, a line a difference
for (kind in names(tally)) cat(sprintf("kind\t%s\t%s\n", kind, paste(tally[[kind]], collapse = "\t")), sep = "")
for (why in names(reasons)) cat(sprintf("reason\t%s\t%d\n", why, reasons[[why]]))
if (length(bad)) cat(sprintf("bad\t%s\n", gsub("[\t\n]", " ", bad)), sep = "")
