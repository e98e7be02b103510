# competing risks: AUC and Brier score at a horizon of risks from cause-specific Cox models (riskRegression::CSC, Score), Melanoma of MASS, cause 1 melanoma and 2 other. data.csv holds the risks, by the product limit
source('../lib.R'); suppressMessages(library(riskRegression))
e<-list(); for(ca in 1:2) for(t in c(1000,2000,3000)){ d$c<-if(ca==1) d$cause else c(0,2,1)[d$cause+1] # Score takes the wrong cause's rows for the error of the AUC of cause 2: so that cause is called 1
 s<-Score(list(csc=matrix(d[[paste0('r',ca,'_',t)]],ncol=1)),formula=Hist(time,c)~1,data=d,times=t,cause=1,metrics=c('auc','brier'),se.fit=TRUE,conf.int=TRUE,cens.model='km',null.model=TRUE,split.method='none',summary='ipa')
 e[[paste0('r',ca,'_',t)]]<-list(auc=s$AUC$score$AUC,auc_se=s$AUC$score$se,brier=s$Brier$score$Brier[2],brier_se=s$Brier$score$se[2],null=s$Brier$score$Brier[1],ipa=s$Brier$score$IPA[2]) }
do.call(out,e)
