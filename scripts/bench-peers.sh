#!/bin/sh
# bench-peers.sh [CASE...]: times R and Python's own tools and ours in turn on the same
# numbers, and prints the ratios with their spread.
#
#   PEERS        folder with the peers' scripts (gen.py, cox.R ...; default ../shared/peers)
#   PEERS_DATA   where the sets are made and kept (default: a folder that is removed again)
#   BUILD        folder of the built benchmarks (default build/release)
#   PYTHON       with numpy and, for some, scikit-learn (default /usr/bin/python3)
#   OUT          where the raw rows go (default $BUILD/peers)
#
#   ENOUGH       seconds after which a peer is not run again (default 60)
#   BUSY         set: keep runs that other work disturbed, where there is no quiet to be had
#
# A case is a line of the table below; none: all of them. A peer that is not installed, or
# that takes longer than LIMIT seconds (default 120), is reported as not run.
#
# Printed, tab-separated: case, peer, its median seconds, ours, ratio, the ratio's spread
# (its least over our most, its most over our least), the ratio of processor times (which
# other work on the machine disturbs less; ours has the sum of its threads), and whether the first coefficient
# and the log-likelihood agree (to 1e-5; a peer stops earlier than we do).
set -eu

PYTHON=${PYTHON:-/usr/bin/python3}
PEERS=$(cd "${PEERS:-../shared/peers}" && pwd)
BUILD=$(cd "${BUILD:-build/release}" && pwd)
OUT=${OUT:-$BUILD/peers}
LIMIT=${LIMIT:-120}
work=$(mktemp -d)
made=
if [ -z "${PEERS_DATA:-}" ]; then
    PEERS_DATA=$work/data
    made=yes
fi
export PEERS_DATA
mkdir -p "$PEERS_DATA" "$OUT"
trap 'rm -rf "$work"' EXIT

# The peers' scripts read bench.R and data/ beside them.
cp "$PEERS"/*.R "$work"
sed -i "s/maxtot=60/maxtot=${ENOUGH:-60}/${BUSY:+;s/discarded<4/discarded<0/}" "$work/bench.R"
[ -n "$made" ] || ln -s "$PEERS_DATA" "$work/data"

# case          set             peer's script and its switch              our program and case
table='
logit_1e5_50    logit_1e5_50    logit.R logit_1e5_50 glmfit               bench_logistic logit_1e5_50
logit_1e6_50    logit_1e6_50    logit.R logit_1e6_50 glmfit               bench_logistic logit_1e6_50
logit_irls      logit_1e6_50    logit.R logit_1e6_50 irlsblas             bench_logistic logit_1e6_50
rare_1e6_50     rare_1e6_50     logit.R rare_1e6_50 glmfit                bench_logistic rare_1e6_50
newton_1e5      logit_1e5_50    newton.py logit_1e5_50 newton-cholesky    bench_logistic logit_1e5_50
newton_1e6      logit_1e6_50    newton.py logit_1e6_50 newton-cholesky    bench_logistic logit_1e6_50
newton_rare     rare_1e6_50     newton.py rare_1e6_50 newton-cholesky     bench_logistic rare_1e6_50
newton_wide     logit_1e6_200   newton.py logit_1e6_200 newton-cholesky   bench_logistic logit_1e6_200
cox_1e5_50      cox_1e5_50      cox.R cox_1e5_50 efron_ties               bench_cox cox_1e5_50
cox_1e5_fit     cox_1e5_50      cox.R cox_1e5_50 fitonly                  bench_cox cox_1e5_50
cox_1e6_50      cox_1e6_50      cox.R cox_1e6_50 efron_ties               bench_cox cox_1e6_50
cox_1e6_fit     cox_1e6_50      cox.R cox_1e6_50 fitonly                  bench_cox cox_1e6_50
cox_strata      cox_1e6_50      cox.R cox_1e6_50 strata                   bench_cox cox_1e6_50:strata
cox_robust      cox_1e5_50      cox.R cox_1e5_50 robust                   bench_cox cox_1e5_50:robust
cp_1e6_30       cp_1e6_30       cp.R cp_1e6_30 fitonly                    bench_cox cp_1e6_30
path_logit      logit_1e5_200   path.R bin                                bench_path logit_1e5_200
path_cox        cox_1e5_200     path.R coxc                               bench_path cox_1e5_200
cv_logit        logit_1e5_200   path.R cvbin                              bench_path logit_1e5_200:cv
cv_cox          cox_1e5_200     path.R cvcox                              bench_path cox_1e5_200:cv
aft             aft_1e6_20      misc.R aft                                bench_lives aft_1e6_20
crr             fg_5e3_20       crr.R fg_5e3_20                           bench_lives fg_5e3_20
km_days         cox_1e6_50      km.R tday                                 bench_lives km_days
km_times        cox_1e6_50      km.R time                                 bench_lives km_times
aj_times        fg_1e6_20       misc.R cuminc                             bench_lives aj_times
concordance     cox_1e6_50      conc.R tday                               bench_metrics concordance_days
concordance_ct  cox_1e6_50      conc.R time                               bench_metrics concordance_times
auc             logit_1e6_50    auc.R frank                               bench_metrics auc
auc_delong      logit_1e6_50    auc.R delong                              bench_metrics auc
score           cox_1e5_50      misc.R score                              bench_metrics horizons
csv             t.csv           csv.R                                     bench_csv csv
predict         -               predict.py                                bench_predict logistic
predict_cox     cox_1e6_50      misc.R predcox                            bench_predict cox
'

# Peers whose own script runs more than one thing at a time, cut to one.
cat >"$work/crr.R" <<'R'
source('bench.R'); s<-commandArgs(TRUE)[1]; X<-rdX(s); t<-rd(s,'time'); d<-rd(s,'status','i32')
bm(paste0('crr/',s),function() cmprsk::crr(t,d,X,failcode=1,cencode=0),reps=1,check=function(o) list(b1=unname(o$coef[1]),ll=o$loglik))
R
cat >"$work/km.R" <<'R'
source('bench.R'); suppressMessages(library(survival)); v<-commandArgs(TRUE)[1]; s<-'cox_1e6_50'
t<-if(v=='time') rd(s,'time') else rd(s,'tday','i32'); d<-rd(s,'status','i32')
bm(paste0('km/survfit ',v),function() survfit(Surv(t,d)~1),check=function(o) list(s=o$surv[1000]))
R
cat >"$work/conc.R" <<'R'
source('bench.R'); suppressMessages(library(survival)); v<-commandArgs(TRUE)[1]; s<-'cox_1e6_50'
X<-rdX(s); t<-if(v=='time') rd(s,'time') else rd(s,'tday','i32'); d<-rd(s,'status','i32'); lp<-as.vector(X%*%seq(-.3,.3,length.out=50)); rm(X)
bm(paste0('concordance ',v),function() concordance(Surv(t,d)~lp,reverse=TRUE),check=function(o) list(c=o$concordance,se=sqrt(o$var)))
R
cat >"$work/auc.R" <<'R'
source('bench.R'); v<-commandArgs(TRUE)[1]; s<-'logit_1e6_50'
X<-rdX(s); y<-rd(s,'y','i32'); p<-1/(1+exp(-as.vector(X%*%seq(-.3,.3,length.out=50)))); rm(X)
if(v=='frank') bm('auc data.table::frank',function(){r<-data.table::frank(p);n1<-as.numeric(sum(y));(sum(r[y==1])-n1*(n1+1)/2)/(n1*(length(y)-n1))},check=function(o) list(auc=o))
if(v=='delong') bm('auc pROC with DeLong',function(){r<-pROC::roc(y,p,quiet=TRUE,direction='<'); c(pROC::auc(r),pROC::var(r))},check=function(o) list(auc=o[1],v=o[2]))
R
cat >"$work/csv.R" <<'R'
source('bench.R'); suppressMessages(library(data.table))
for(th in 2:1){setDTthreads(th); bm(paste0('csv fread threads=',th),function() fread('data/t.csv',showProgress=FALSE),check=function(o) list(s=sum(o$x1)))}
R
cat >"$work/py.py" <<'PY'
import time, json, os, sys, statistics as st
def bm(name, f, check, reps=5):
    el, out, c = [], None, time.process_time()
    while len(el) < reps and sum(el) < float(os.environ.get('ENOUGH', 60)):
        t = time.perf_counter(); out = f(); el.append(time.perf_counter() - t)
    json.dump(dict(name=name, user_s=(time.process_time() - c) / len(el), median_s=st.median(el), min_s=min(el), max_s=max(el), runs=len(el), check=check(out)),
              open(os.environ['RES'], 'a')); open(os.environ['RES'], 'a').write('\n')
PY
cat >"$work/newton.py" <<'PY'
from py import *; import numpy as np; from sklearn.linear_model import LogisticRegression
s, solver = sys.argv[1:3]; D = os.environ['PEERS_DATA'] + '/' + s; m = json.load(open(D + '/meta.json'))
X = np.ascontiguousarray(np.fromfile(D + '/X.f64').reshape(m['p'], m['n']).T); y = np.fromfile(D + '/y.i32', np.int32)
def ll(o):
    e = X @ o.coef_[0] + o.intercept_[0]
    return float((y * e - np.logaddexp(0, e)).sum())
bm('sklearn ' + solver, lambda: LogisticRegression(penalty=None, solver=solver, tol=1e-8, max_iter=100).fit(X, y),
   lambda o: dict(b1=float(o.coef_[0][0]), ll=ll(o)))
PY
cat >"$work/predict.py" <<'PY'
from py import *; import numpy as np
r = np.random.default_rng(1); X = np.empty((10**7, 50)); b = r.standard_normal(50) * .2
for i in range(0, 10**7, 10**6): X[i:i + 10**6] = r.random((10**6, 50)) * 2 - 1
bm('numpy sigmoid(X @ b)', lambda: 1 / (1 + np.exp(-(X @ b))), lambda o: dict())
PY

make_set() { # set
    case $1 in
    -) ;;
    t.csv) [ -e "$PEERS_DATA/t.csv" ] || (cd "$work" && Rscript gencsv.R) ;;
    *) [ -e "$PEERS_DATA/$1/meta.json" ] || "$PYTHON" "$PEERS/gen.py" "$1" ;;
    esac
}

run_peer() { # log, command...
    log=$1 script=$2
    shift 2
    rm -f "$log"
    case $script in
    *.R) runner=Rscript ;;
    *) runner=$PYTHON ;;
    esac
    (cd "$work" && RES="$log" timeout "$LIMIT" "$runner" "$script" "$@") >"$log.txt" 2>&1 || :
}

one() { # case set script+switches -- program case
    name=$1 set=$2
    shift 2
    peer=
    while [ "${1#bench_}" = "$1" ]; do
        peer="$peer $1"
        shift
    done
    make_set "$set" >&2
    # ours, the peer, ours again: what else the machine did shows in the spread
    "$BUILD/bench/$1" "$2" 2>/dev/null >"$OUT/$name.ours"
    # shellcheck disable=SC2086
    run_peer "$OUT/$name.peer" $peer
    "$BUILD/bench/$1" "$2" 2>/dev/null >>"$OUT/$name.ours"
    "$PYTHON" - "$name" "$OUT/$name.ours" "$OUT/$name.peer" <<'PY'
import json, os, sys
name, ours, peer = sys.argv[1:]
rows = [l.split('\t') for l in open(ours)]
if not rows: sys.exit(print(name, 'ours failed', sep='\t'))
mid = sorted(float(r[5]) for r in rows); mid = sum(mid) / len(mid)
low = min(float(r[6]) for r in rows); high = max(float(r[5]) for r in rows)
used = sum(float(r[14]) for r in rows) / len(rows)
first, ll = float(rows[0][12]), float(rows[0][13])
if not os.path.exists(peer): sys.exit(print(name, 'not run', '', '%.4g' % mid, sep='\t'))
close = lambda a, b: not isinstance(b, str) and abs(a - b) <= 1e-5 * max(1e-3, abs(b))
for line in open(peer):
    p = json.loads(line); k = p.get('check') or {}
    c = [k[n] for n in ('b1', 'c', 'auc', 's', 'sum') if n in k][:1] + [k[n] for n in ('ll',) if n in k]
    agree = '' if not c else 'agrees' if close(first, c[0]) and (len(c) < 2 or close(ll, c[1])) else \
        'differs: %s %s, ours %.9g %.12g' % (c[0], c[1] if len(c) > 1 else '', first, ll)
    cpu = (p.get('user_s') or 0) + (p.get('sys_s') or 0)
    print(name, p['name'], '%.4g' % p['median_s'], '%.4g' % mid, '%.3g' % (p['median_s'] / mid),
          '%.3g to %.3g' % (p['min_s'] / high, p['max_s'] / low), '%.3g' % (cpu / used) if cpu else '', agree, sep='\t')
PY
}

printf 'case\tpeer\tpeer_s\tours_s\tratio\tspread\tcpu_ratio\tanswers\n'
echo "$table" | while read -r name rest; do
    [ -n "$name" ] || continue
    if [ $# -gt 0 ]; then
        case " $* " in
        *" $name "*) ;;
        *) continue ;;
        esac
    fi
    # shellcheck disable=SC2086
    one "$name" $rest </dev/null
done
