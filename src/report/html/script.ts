/**
 * What runs in the overview: the search. The lines of the findings lie in script files beside the page, loaded the first
 * time that somebody searches, so that the first view stays small; `file://` allows a script, and forbids fetch. All
 * that was crawled reaches the page through textContent.
 */
export const searchScript = `(function(){
'use strict';
var form=document.getElementById('filter'),list=document.getElementById('hits'),state=document.getElementById('state');
if(!form)return;
var parts=JSON.parse(document.getElementById('parts').textContent),words=JSON.parse(document.getElementById('words').textContent);
var rows=[],loaded=false,loading=false,LIMIT=200;
window.duwangPart=function(more){rows=rows.concat(more)};
function load(then){
  if(loaded){then();return}
  if(loading)return;
  loading=true;state.textContent=words.loading;
  var left=parts.length;
  function done(){left-=1;if(left<=0){loaded=true;then()}}
  if(left===0){loaded=true;then();return}
  parts.forEach(function(src){var s=document.createElement('script');s.src=src;s.onload=done;s.onerror=done;document.head.appendChild(s)});
}
function value(name){return form.elements[name].value}
function matches(row,terms){
  if(value('unit')&&row.u!==value('unit'))return false;
  if(value('family')&&row.f!==value('family'))return false;
  if(value('severity')&&row.s!==value('severity'))return false;
  if(value('outcome')&&row.o!==value('outcome'))return false;
  return terms.every(function(term){return row.t.indexOf(term)>=0});
}
function show(){
  var terms=value('words').toLowerCase().split(/\\s+/).filter(Boolean);
  var hits=rows.filter(function(row){return matches(row,terms)});
  list.textContent='';
  hits.slice(0,LIMIT).forEach(function(row){
    var li=document.createElement('li'),tag=document.createElement('span'),a=document.createElement('a'),who=document.createElement('span');
    tag.className='tag '+(row.o==='failed'?row.s:'review');tag.textContent=row.o==='failed'?words.severity[row.s]:words.review;
    a.href=row.h;a.textContent=row.m;who.className='who';who.textContent=' '+row.n+' · '+row.k;
    li.appendChild(tag);li.appendChild(document.createTextNode(' '));li.appendChild(a);li.appendChild(who);list.appendChild(li);
  });
  state.textContent=hits.length===0?words.none:words.shown.replace('{shown}',Math.min(hits.length,LIMIT)).replace('{total}',hits.length);
}
var timer=0;
function later(){clearTimeout(timer);timer=setTimeout(function(){load(show)},120)}
form.addEventListener('input',later);
form.addEventListener('submit',function(event){event.preventDefault();load(show)});
})();`;

/**
 * What runs in the page of a unit: a stored page is loaded when its reader opens it. `loading="lazy"` would do on a web
 * server; from a disk a browser loads every frame at once.
 */
export const frameScript = `(function(){
'use strict';
document.addEventListener('toggle',function(event){
  var frame=event.target.open&&event.target.querySelector('iframe[data-src]');
  if(!frame)return;
  frame.src=frame.getAttribute('data-src');frame.removeAttribute('data-src');
},true);
})();`;
