# concordance of a marker with ties: time weights, weights of rows, a limit in time, strata, clusters. data.csv is lung with months, made-up weights and a Cox model's linear predictor, whole and rounded
source('../lib.R')
z<-function(k) list(C=unname(k$concordance),var=unname(k$var),counts=if(is.matrix(k$count)) mat(k$count) else named(k$count))
e<-list()
for(tw in c('n','S','S/G','n/G2','I')) for(tv in c('time','mon')){ e[[paste(tw,tv)]]<-z(concordance(as.formula(paste0('Surv(',tv,',st)~m')),d,reverse=TRUE,timewt=tw))
 e[[paste(tw,tv,'w')]]<-z(eval(parse(text=paste0('concordance(Surv(',tv,',st)~m,d,reverse=TRUE,weights=w,timewt="',tw,'")')))) }
for(tw in c('n','n/G2')) { e[[paste(tw,'ymax')]]<-z(concordance(Surv(time,st)~m,d,reverse=TRUE,timewt=tw,ymax=400)); e[[paste(tw,'strata')]]<-z(eval(parse(text=paste0('concordance(Surv(time,st)~lp+strata(sex),d,reverse=TRUE,weights=w,timewt="',tw,'")')))) }
e$cluster<-z(concordance(Surv(time,st)~lp+cluster(inst),d,reverse=TRUE))
do.call(out,e)
