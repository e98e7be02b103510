# elastic-net Cox within strata and with late entry, Efron and Breslow: exact prox-Newton reference (lib.R). data.csv is lung with made-up entries
source('../lib.R'); lam<-c(.1,.03,.005); v<-c('age','ph.ecog','ph.karno','pat.karno','meal.cal','wt.loss'); X<-as.matrix(d[,v])
r<-function(y,alpha,strata,ties){ q<-proxcox(X,y,lam,alpha,strata=strata,ties=ties); list(lambda=lam,beta=lapply(1:3,function(i) named(q$beta[,i])),kkt=q$kkt) }
out(strata_breslow=r(Surv(d$time,d$st),1,d$sex,'breslow'),strata_efron=r(Surv(d$time,d$st),.5,d$sex,'efron'),late_breslow=r(Surv(d$entry,d$time,d$st),.5,NULL,'breslow'),late_efron=r(Surv(d$entry,d$time,d$st),1,NULL,'efron'),late_strata_efron=r(Surv(d$entry,d$time,d$st),.5,d$sex,'efron'))
