(function(){try{
var d=document,out=d.createElement('div'),cursor=null,opened=[];
out.id='readout';out.setAttribute('role','status');d.body.appendChild(out);
d.querySelectorAll('.scripted').forEach(function(p){p.hidden=false});
var M='Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
function n(v){return v?(+v).toLocaleString('en',{maximumSignificantDigits:3}).replace('-','\u2212'):'n/a'}
function nums(t){return t.split(' ').map(Number)}
function say(text,x,y){
out.textContent=text;
var w=out.offsetWidth,top=y-out.offsetHeight-18;
out.style.transform='translate('+Math.max(8,Math.min(d.documentElement.clientWidth-w-8,x-w/2))+'px,'+(top<8?y+24:top)+'px)';
}
function hide(){out.textContent='';if(cursor){cursor.remove();cursor=null}}
// Read-out of a row: its title, which would otherwise also show as the browser's own.
function row(g){
var t=g.querySelector('title'),text=t.textContent;t.remove();
g.ownerSVGElement.setAttribute('role','group');g.setAttribute('role','img');g.setAttribute('aria-label',text);
watch(g,function(e){say(text,e.clientX,e.clientY)},function(b){say(text,b.left+b.width/2,b.top+8)});
}
function fan(s){
var p=nums(s.dataset.plot),r=nums(s.dataset.years),k=(p[1]-p[0])/(r[1]-r[0]),at=-1,
x=nums(s.dataset.x),q=s.dataset.q.split(';'),v=s.viewBox.baseVal;
function mark(i,y){
at=Math.max(0,Math.min(x.length-1,i));
var c=q[at].split(','),m=Math.round(x[at]*12),b=s.getBoundingClientRect(),px=p[0]+k*(x[at]-r[0]);
hide();
cursor=d.createElementNS(s.namespaceURI,'line');
var a={'class':'cursor',x1:px,x2:px,y1:22,y2:v.height-26};
for(var j in a)cursor.setAttribute(j,a[j]);
s.appendChild(cursor);
say(M[m%12]+' '+Math.floor(m/12)+': median '+n(c[2])+' '+s.dataset.unit+'\n50 %: '+n(c[1])+' to '+n(c[3])+'\n90 %: '+n(c[0])+' to '+n(c[4]),b.left+px*b.width/v.width,y);
}
watch(s,function(e){
var b=s.getBoundingClientRect(),t=((e.clientX-b.left)*v.width/b.width-p[0])/k+r[0],best=0;
x.forEach(function(z,i){if(Math.abs(z-t)<Math.abs(x[best]-t))best=i});
mark(best,e.clientY);
},function(b,by){mark(at<0?x.length-1:at+by,b.top+40)});
}
function watch(el,point,focus){
function f(by){focus(el.getBoundingClientRect(),by)}
el.setAttribute('tabindex','0');
el.addEventListener('pointermove',point);el.addEventListener('pointerdown',point);
el.addEventListener('pointerleave',function(e){if(e.pointerType==='mouse')hide()});
el.addEventListener('focus',function(){if(el.matches(':focus-visible'))f(0)});
el.addEventListener('blur',hide);
el.addEventListener('keydown',function(e){
var by={ArrowLeft:-1,ArrowRight:1}[e.key];
if(e.key==='Escape')hide();else if(by){e.preventDefault();f(by)}
});
}
d.querySelectorAll('svg.fan').forEach(fan);
d.querySelectorAll('g.row').forEach(row);
addEventListener('scroll',hide,{passive:true});
d.addEventListener('pointerdown',function(e){if(!e.target.closest('.fan,.row'))hide()});
addEventListener('beforeprint',function(){hide();opened=[].filter.call(d.querySelectorAll('details:not([open])'),function(e){return e.open=true})});
addEventListener('afterprint',function(){opened.forEach(function(e){e.open=false})});
}catch(e){}})();
