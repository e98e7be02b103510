# Fine-Gray on distinct times: cmprsk::crr for both causes, and survival::finegray, which then agrees in its coefficients (Melanoma of MASS; 1 melanoma, 2 other)
source('../lib.R'); suppressMessages(library(cmprsk)); v<-c('sex','age','thickness','ulcer')
one<-function(k){ f<-crr(d$time,d$cause,as.matrix(d[,v]),failcode=k,gtol=1e-13,maxiter=100); list(coef=named(f$coef),var=mat(f$var),se=unname(sqrt(diag(f$var))),loglik=f$loglik,loglik_null=f$loglik.null) }
g<-finegray(Surv(time,factor(cause,0:2))~.,data=d,etype='1'); f<-coxph(Surv(fgstart,fgstop,fgstatus)~sex+age+thickness+ulcer,g,weights=fgwt,ties='breslow',control=cc)
out(melanoma=one(1),other=one(2),finegray=list(coef=named(coef(f))))
