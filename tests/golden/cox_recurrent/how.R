# recurrent events as Prentice, Williams and Peterson have them: strata by event number, clusters, total time and gap time (cgd); and bladder2's gaps with an interaction by number
source('../lib.R')
c1<-subset(d,set=='cgd'); b<-subset(d,set=='bladder')
out(pwp=cox(coxph(Surv(tstart,tstop,status)~treat+age+steroids+strata(enum)+cluster(id),c1,control=cc),times=c(100,200)),gap=cox(coxph(Surv(tstop-tstart,status)~treat+age+strata(enum)+cluster(id),c1,control=cc),times=c(100,200)),bladder=cox(coxph(Surv(tstart,tstop,status)~treat+age+treat:strata(enum)+strata(enum)+cluster(id),b,control=cc,ties='breslow')))
