# a Cox model of the Rotterdam tumour bank judged on the German trial (survival::rotterdam, gbsg; years): concordance, calibration slope, Royston's D and its kin, observed and expected at 5 years, AUC and Brier score there
source('../lib.R'); suppressMessages(library(riskRegression))
ro<-subset(d,set=='rotterdam'); gb<-subset(d,set=='gbsg')
f<-coxph(Surv(t,rfs)~age+meno+grade+log1p(nodes)+hormon,ro,control=cc,x=TRUE); lp<-predict(f,gb); r<-royston(f,newdata=gb); k<-concordance(f,newdata=gb); s<-coxph(Surv(t,rfs)~lp,gb,control=cc)
sv<-summary(survfit(f,newdata=gb),times=5)$surv[1,]; km<-summary(survfit(Surv(t,rfs)~1,gb),times=5)$surv
sc<-Score(list(cox=1-sv),formula=Surv(t,rfs)~1,data=gb,times=5,metrics=c('auc','brier'),se.fit=TRUE,conf.int=TRUE,cens.model='km',null.model=TRUE,split.method='none')
out(coef=named(coef(f)),concordance=list(C=unname(k$concordance),var=unname(k$var)),slope=unname(coef(s)),slope_se=unname(sqrt(s$var[1,1])),royston=named(r),observed=1-km,expected=mean(1-sv),auc=sc$AUC$score$AUC,auc_se=sc$AUC$score$se,brier=sc$Brier$score$Brier,brier_se=sc$Brier$score$se)
