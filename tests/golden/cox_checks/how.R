# residuals and proportional-hazards tests with delayed entry, strata, fractional weights, ties and a factor of three levels; Efron and Breslow
source('../lib.R')
one<-function(m){ f<-coxph(Surv(start,stop,status)~age+sex+g+strata(h),d,weights=w,ties=m,control=cc,robust=FALSE); z<-lapply(c(km='km',identity='identity',rank='rank',log='log'),function(t) mat(cox.zph(f,transform=t)$table)); list(coef=named(coef(f)),martingale=unname(residuals(f,'martingale')),deviance=unname(residuals(f,'deviance')),score=unname(residuals(f,'score')),dfbeta=unname(residuals(f,'dfbeta')),dfbetas=unname(residuals(f,'dfbetas')),scaledsch=unname(residuals(f,'scaledsch')),schoenfeld=unname(residuals(f,'schoenfeld')),zph=z) }
out(efron=one('efron'),breslow=one('breslow'))
