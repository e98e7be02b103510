# landmark supermodel: pbcseq at yearly landmarks, four years ahead, stacked; stratified (ipl) and with the landmark as a covariate (ipl*), clusters; pooled logistic
source('../lib.R'); suppressMessages(library(sandwich))
g<-glm(ev~log(bili)*LM+age,binomial,d,control=gc1); l<-glmo(g); v<-vcovCL(g,~id,type='HC0',cadjust=FALSE); l$se<-named(sqrt(diag(v))); l$vcov<-mat(v)
out(ipl=cox(coxph(Surv(LM,t,ev)~log(bili)+log(albumin)+age+log(bili):LM+strata(LM)+cluster(id),d,ties='breslow',control=cc)),iplstar=cox(coxph(Surv(LM,t,ev)~log(bili)+log(albumin)+age+log(bili):LM+LM+I(LM^2)+cluster(id),d,ties='breslow',control=cc)),efron=cox(coxph(Surv(LM,t,ev)~log(bili)*LM+edema+cluster(id),d,control=cc),times=c(1,3,5)),logistic=l)
