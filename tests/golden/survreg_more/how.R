# AFT beyond Weibull: log-logistic and Gaussian with a scale a stratum, logistic and extreme value with clusters, Rayleigh, a fixed scale, censoring by code (R's type = 'interval'), levels that begin with signs. data.csv is lung with made-up codes, upper ends and sizes
source('../lib.R'); d$st<-d$status-1; d$high[is.na(d$high)]<-1
sr<-function(f,...) sro(survreg(f,d,control=sc,...))
out(loglogistic=sr(Surv(time,st)~age+ph.ecog+strata(sex),dist='loglogistic'),
 gaussian=sr(Surv(time,st)~age+ph.ecog+strata(sex),dist='gaussian'),
 logistic=sr(Surv(time,st)~age+sex+cluster(inst),dist='logistic'),
 extreme=sr(Surv(time,st)~age+sex+cluster(inst),dist='extreme'),
 rayleigh=sr(Surv(time,st)~age+sex+ph.ecog,dist='rayleigh'),
 fixed=sr(Surv(time,st)~age+sex,dist='lognormal',scale=1.25),
 coded=sr(Surv(time,high,code,type='interval')~age+sex,dist='weibull'),
 coded_gaussian=sr(Surv(time,high,code,type='interval')~age+sex,dist='gaussian'),
 levels=sr(Surv(time,st)~size+sex,dist='weibull'))
