# many small strata: matched sets of infert (clogit: exact ties), Efron and Breslow beside it, and litters of rats
source('../lib.R'); i<-subset(d,set=='infert'); r<-subset(d,set=='rats')
out(clogit=cox(coxph(Surv(time,case)~spontaneous+induced+strata(set,stratum),i,ties='exact',control=cc)),breslow=cox(coxph(Surv(time,case)~spontaneous+induced+strata(stratum),i,ties='breslow',control=cc)),litters=cox(coxph(Surv(time,case)~spontaneous+strata(stratum),r,control=cc)),litters_age=cox(coxph(Surv(time,case)~spontaneous+induced+cluster(stratum),r,control=cc)))
