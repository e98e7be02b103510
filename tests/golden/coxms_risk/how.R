# Absolute risks of two causes at 15 by survfit of coxph with a factor status: the
# exponential of the matrix of hazards at each time. Rows far out have steps above 1.
library(survival)
set.seed(3); n<-300; x<-rnorm(n); t1<-rexp(n)*20*exp(-.8*x); t2<-rexp(n)*30*exp(.4*x); c<-runif(n)*40
t<-ceiling(pmin(t1,t2,c)); s<-ifelse(c<pmin(t1,t2),0,ifelse(t1<t2,1,2)); d<-data.frame(t,s,x=signif(x,8))
write.csv(d,'data.csv',row.names=FALSE,quote=FALSE)
f<-coxph(Surv(t,factor(s,0:2,c('c','a','b')))~x,d,ties='breslow',id=1:n)
nd<-data.frame(x=c(-2,0,1,3,5,-9)); p<-summary(survfit(f,newdata=nd),times=15)$pstate
v<-function(z) paste0('[',paste(sprintf('%.17g',z),collapse=', '),']')
cat('{\n "x": ',v(nd$x),',\n "cause_1": ',v(p[,,2]),',\n "cause_2": ',v(p[,,3]),'\n}\n',sep='',file='expected.json')
