# Recalibration, as R's own regressions on a frozen linear predictor have it. From the
# top of the repository:
#     Rscript tests/models/recalibrate/recalibration/how.R >tests/models/recalibrate/recalibration/expected.json
# R 4.2.2, survival 3.5-3, cmprsk 2.2-11. Each case: learnt on the rows with id at most
# `cut`, recalibrated on the others; the intercept, the slope, and the risk of the first
# three of the others by the horizon.
suppressMessages({library(survival); library(cmprsk)})
pbc <- read.csv("tests/golden/cox_pbc/data.csv")
mgus <- read.csv("tests/golden/crr_mgus2/data.csv")
birth <- read.csv("tests/golden/logit_birthwt/data.csv")
birth$id <- birth$age; pbc_cut <- 156; mgus_cut <- 700; birth_cut <- 23
h <- 1826; hm <- 60
out <- list()
put <- function(name, intercept, slope, risk, expected = NA, low = NULL)
  out[[length(out) + 1]] <<- c(list(name = name, intercept = unname(intercept),
    slope = unname(slope), expected = unname(expected), risk = unname(risk[1:3])),
    if (is.null(low)) NULL else list(low = unname(low[1:3])))
split_at <- function(d, cut) list(old = d[d$id <= cut, ], new = d[d$id > cut, ])
sharp <- coxph.control(eps = 1e-13, iter.max = 50, toler.chol = 1e-14)
tight <- glm.control(epsilon = 1e-14, maxit = 100)

# --- a yes or no; low: the 95% interval's lower end by recalibrate.h (6), the mean row by
# the working weights of the fit with the offset
low_of <- function(line, old, d, slope) {
  x <- as.matrix(d[, c("lwt", "smoke")]); v <- as.matrix(vcov(line))
  z <- if (nrow(v) == 2) cbind(1, d$lp) else matrix(1, nrow(d), 1)
  off <- sweep(x, 2, colSums(x * line$weights) / sum(line$weights))
  var <- rowSums(z %*% v * z) + slope^2 * rowSums(off %*% vcov(old)[-1, -1] * off)
  line$family$linkinv(line$linear.predictors - qnorm(0.975) * sqrt(var))
}
b <- split_at(birth, birth_cut)
for (link in c("logit", "cloglog")) {
  f <- binomial(link)
  old <- glm(low ~ lwt + smoke, f, b$old, control = tight)
  b$new$lp <- predict(old, b$new)
  e <- sum(f$linkinv(b$new$lp))
  i <- glm(low ~ offset(lp), f, b$new, control = tight)
  s <- glm(low ~ lp, f, b$new, control = tight)
  put(paste(link, "intercept"), coef(i), 1, fitted(i), e, low_of(i, old, b$new, 1))
  put(paste(link, "slope"), coef(s)[1], coef(s)[2], fitted(s), e, low_of(s, old, b$new, coef(s)[2]))
}

# --- Cox
p <- split_at(pbc, pbc_cut)
form <- Surv(time, death) ~ age + albumin + edema
old <- coxph(form, p$old, control = sharp)
lp_of <- function(fit, d) drop(as.matrix(d[, names(coef(fit))]) %*% coef(fit))
p$new$lp <- lp_of(old, p$new)
at <- function(fit, t) { b <- basehaz(fit, centered = FALSE); stepfun(b$time, c(0, b$hazard))(t) }
e <- sum(at(old, p$new$time) * exp(p$new$lp))
a <- log(sum(p$new$death) / e)
put("cox intercept", a, 1, 1 - exp(-at(old, h) * exp(a + p$new$lp)), e)
s <- coxph(Surv(time, death) ~ lp, p$new, control = sharp)
# a stratum of one at a frozen predictor: Efron's baseline by hand
frozen <- function(time, event, eta, t) {
  sum(sapply(sort(unique(time[event == 1 & time <= t])), function(u) {
    d <- sum(event == 1 & time == u); r <- sum(exp(eta[time >= u])); tied <- sum(exp(eta[event == 1 & time == u]))
    sum(1 / (r - (seq_len(d) - 1) / d * tied)) }))
}
put("cox slope", 0, coef(s), 1 - exp(-frozen(p$new$time, p$new$death, coef(s) * p$new$lp, h) * exp(coef(s) * p$new$lp)), e)
put("cox baseline", 0, 1, 1 - exp(-frozen(p$new$time, p$new$death, p$new$lp, h) * exp(p$new$lp)), e)

# --- accelerated failure times
for (dist in c("weibull", "exponential", "rayleigh", "lognormal", "loglogistic", "gaussian")) {
  control <- survreg.control(rel.tolerance = 1e-13, maxiter = 200)
  old <- survreg(form, p$old, dist = dist, control = control)
  p$new$lp <- predict(old, p$new, type = "lp")
  risk <- function(lp, scale) psurvreg(h, lp, scale, dist)
  # the scale of an exponential and a rayleigh need not be told
  i <- suppressWarnings(survreg(Surv(time, death) ~ offset(lp), p$new, dist = dist, scale = if (dist %in% c("exponential", "rayleigh")) 0 else old$scale, control = control))
  s <- survreg(Surv(time, death) ~ lp, p$new, dist = dist, control = control)
  n <- survreg(Surv(time, death) ~ offset(lp), p$new, dist = dist, control = control)
  e <- sum(-log(1 - mapply(function(t, m) psurvreg(t, m, old$scale, dist), p$new$time, p$new$lp)))
  put(paste(dist, "intercept"), coef(i), 1, risk(coef(i) + p$new$lp, old$scale), e)
  put(paste(dist, "slope"), coef(s)[1], coef(s)[2], risk(coef(s)[1] + coef(s)[2] * p$new$lp, s$scale), e)
  put(paste(dist, "baseline"), coef(n), 1, risk(coef(n) + p$new$lp, n$scale), e)
}

# --- discrete hazards: a row a person and year; a year cut short says nothing
periods <- function(d) {
  last <- ifelse(d$death == 1, ceiling(d$time / 365), floor(d$time / 365))
  r <- rep(seq_len(nrow(d)), last)
  x <- d[r, ]; x$k <- sequence(last); x$y <- as.integer(x$death == 1 & x$k == last[r]); x
}
for (link in c("logit", "cloglog")) {
  f <- binomial(link)
  long <- periods(p$old)
  long <- long[long$k %in% long$k[long$y == 1], ]
  old <- glm(y ~ 0 + factor(k) + age + albumin + edema, f, long, control = tight)
  alpha <- coef(old)[grep("factor", names(coef(old)))]
  names(alpha) <- sub("factor.k.", "", names(alpha))
  beta <- coef(old)[c("age", "albumin", "edema")]
  p$new$lp <- drop(as.matrix(p$new[, names(beta)]) %*% beta)
  new <- periods(p$new)
  seen <- new[new$k %in% names(alpha), ]
  seen$alpha <- alpha[as.character(seen$k)]
  e <- sum(f$linkinv(seen$alpha + seen$lp))
  risk <- function(level, lp) 1 - sapply(lp, function(l) prod(1 - f$linkinv(level[as.numeric(names(level)) <= floor(h / 365)] + l)))
  i <- glm(y ~ offset(alpha + lp), f, seen, control = tight)
  put(paste("discrete", link, "intercept"), coef(i), 1, risk(alpha + coef(i), p$new$lp), e)
  new <- new[new$k %in% new$k[new$y == 1], ]
  level <- function(fit) { l <- coef(fit)[grep("factor", names(coef(fit)))]; names(l) <- sub("factor.k.", "", names(l)); l }
  s <- glm(y ~ 0 + factor(k) + lp, f, new, control = tight)
  put(paste("discrete", link, "slope"), 0, coef(s)["lp"], risk(level(s), coef(s)["lp"] * p$new$lp), e)
  n <- glm(y ~ 0 + factor(k) + offset(lp), f, new, control = tight)
  put(paste("discrete", link, "baseline"), 0, 1, risk(level(n), p$new$lp), e)
}

# --- causes
m <- split_at(mgus, mgus_cut)
jumps <- function(time, event, eta) {
  u <- sort(unique(time[event == 1]))
  data.frame(time = u, dh = sapply(u, function(t) {
    d <- sum(event == 1 & time == t); r <- sum(exp(eta[time >= t])); tied <- sum(exp(eta[event == 1 & time == t]))
    sum(1 / (r - (seq_len(d) - 1) / d * tied)) }))
}
incidence <- function(j1, j2, l1, l2, t) sapply(seq_along(l1), function(i) {
  all <- merge(j1, j2, by = "time", all = TRUE); all[is.na(all)] <- 0
  all <- all[all$time <= t, ]
  g <- all$dh.x * exp(l1[i]) + all$dh.y * exp(l2[i])
  sum(exp(-(cumsum(g) - g)) * (1 - exp(-g)) / g * all$dh.x * exp(l1[i])) })
fits <- lapply(1:2, function(k) coxph(Surv(etime, event == k) ~ age + hgb, m$old, control = sharp))
oldj <- lapply(1:2, function(k) jumps(m$old$etime, m$old$event == k, lp_of(fits[[k]], m$old)))
lps <- lapply(fits, lp_of, m$new)
es <- sapply(1:2, function(k) sum(sapply(m$new$etime, function(t) sum(oldj[[k]]$dh[oldj[[k]]$time <= t])) * exp(lps[[k]])))
as <- sapply(1:2, function(k) log(sum(m$new$event == k) / es[k]))
put("cause-specific intercept", as[1], 1, incidence(oldj[[1]], oldj[[2]], lps[[1]][1:3] + as[1], lps[[2]][1:3] + as[2], hm), es[1])
bs <- sapply(1:2, function(k) { d <- m$new; d$lp <- lps[[k]]; coef(coxph(Surv(etime, event == k) ~ lp, d, control = sharp)) })
js <- lapply(1:2, function(k) jumps(m$new$etime, m$new$event == k, bs[k] * lps[[k]]))
put("cause-specific slope", 0, bs[1], incidence(js[[1]], js[[2]], bs[1] * lps[[1]][1:3], bs[2] * lps[[2]][1:3], hm), es[1])
js <- lapply(1:2, function(k) jumps(m$new$etime, m$new$event == k, lps[[k]]))
put("cause-specific baseline", 0, 1, incidence(js[[1]], js[[2]], lps[[1]][1:3], lps[[2]][1:3], hm), es[1])

# --- Fine and Gray
fg <- crr(m$old$etime, m$old$event, m$old[, c("age", "hgb")], gtol = 1e-12)
lp <- drop(as.matrix(m$new[, c("age", "hgb")]) %*% fg$coef)
base <- cumsum(fg$bfitj); H <- function(t) { k <- sum(fg$uftime <= t); if (k) base[k] else 0 }
km <- survfit(Surv(etime, event == 0) ~ 1, m$new)
G <- function(t) { k <- sum(km$time < t); if (k) km$surv[k] else 1 }
e <- sum(sapply(seq_along(lp), function(i) {
  t <- m$new$etime[i]; v <- H(t)
  if (m$new$event[i] == 2)
    for (k in which(fg$uftime > t & fg$uftime <= max(m$new$etime))) v <- v + fg$bfitj[k] * G(fg$uftime[k]) / G(t)
  v * exp(lp[i]) }))
a <- log(sum(m$new$event == 1) / e)
put("fine-gray intercept", a, 1, 1 - exp(-H(hm) * exp(lp + a)), e)
s <- crr(m$new$etime, m$new$event, cbind(lp), gtol = 1e-12)
put("fine-gray slope", 0, s$coef, 1 - exp(-sum(s$bfitj[s$uftime <= hm]) * exp(s$coef * lp)), e)
n <- crr(m$new$etime, m$new$event, cbind(lp), init = 1, maxiter = 0)
put("fine-gray baseline", 0, 1, 1 - exp(-sum(n$bfitj[n$uftime <= hm]) * exp(lp)), e)

num <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g"))
cat("[\n", paste(sapply(out, function(o) sprintf(
  ' {"name": "%s", "intercept": %s, "slope": %s, "expected": %s, "risk": [%s]%s}', o$name,
  num(o$intercept), num(o$slope), num(o$expected), paste(num(o$risk), collapse = ", "),
  if (is.null(o$low)) "" else sprintf(', "low": [%s]', paste(num(o$low), collapse = ", ")))), collapse = ",\n"), "\n]\n", sep = "")
