# formulas: without an intercept, nesting, %in%, powers, poly, ns with knots, a reference level, three-way interaction without a margin, HC0 and clusters; the same of survreg
source('../lib.R'); library(splines); suppressMessages(library(sandwich))
g<-function(f,l=binomial) glmo(glm(f,l,d,control=gc1))
m<-glm(low~factor(race)+age-1,binomial,d,control=gc1); r<-glmo(m); r$se<-named(sqrt(diag(vcovHC(m,'HC0')))); r$vcov<-mat(vcovHC(m,'HC0'))
k<-glm(low~age+lwt+smoke,binomial,d,control=gc1); c<-glmo(k); c$se<-named(sqrt(diag(vcovCL(k,~cl,type='HC0',cadjust=FALSE)))); c$vcov<-mat(vcovCL(k,~cl,type='HC0',cadjust=FALSE))
out(bare=g(low~0+lwt+age),bare_factor=g(low~factor(race)+age-1),bare_cloglog=g(low~factor(race)+lwt-1,binomial('cloglog')),nested=g(low~smoke/age),nested_factor=g(low~factor(race)/age+ht),within=g(low~age+lwt+smoke%in%ht),power=g(low~(age+lwt+smoke)^2),poly=g(low~poly(age,3)+factor(race):smoke),ns=g(low~ns(age,knots=c(20,25))+factor(race,levels=c(3,2,1))),margin=g(low~age*factor(race)*smoke-age:smoke),hc0=r,cluster=c,aft=sro(survreg(Surv(bwt,1-low)~factor(race)+age-1,d,control=sc)),cox=cox(coxph(Surv(bwt,1-low)~factor(race)+age-1,d,control=cc)))
