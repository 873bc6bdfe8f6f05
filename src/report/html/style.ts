/** The one style sheet: screen at any width, and A4. Colours keep a contrast of 4.5 to 1 or better on white. */
export const style = `
:root{--ink:#1d2126;--soft:#57606a;--line:#d8dce1;--paper:#fff;--wash:#f5f6f8;--seal:#a3171b;--amber:#8a5300;--blue:#0b57a4;--green:#1a6b35}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.65 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
a{color:var(--blue);text-underline-offset:2px;overflow-wrap:anywhere}
main,header.top{max-width:1120px;margin:0 auto;padding:0 24px}
header.top{padding-top:32px}
header.top h1{font:600 30px/1.3 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;margin:0;letter-spacing:.04em}
header.top p.sub{margin:2px 0 0;color:var(--soft)}
header.top .rule{height:4px;margin:14px 0 0;border-top:3px solid var(--seal);border-bottom:1px solid var(--seal)}
section{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:18px 22px;margin:18px 0}
h2{font-size:18px;margin:0 0 12px;line-height:1.4}
h3{font-size:16px;margin:22px 0 8px}
h2 small,h3 small{font-weight:400;color:var(--soft);font-size:14px}
p{margin:6px 0}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:14px 0 0;font-size:14px}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(108px,1fr));gap:10px;margin:0 0 10px;padding:0;list-style:none}
.cards li{border:1px solid var(--line);border-radius:6px;padding:10px 12px}
.cards b{display:block;font-size:26px;line-height:1.3;font-variant-numeric:tabular-nums}
.cards span{color:var(--soft);font-size:13px}
.cards .bad b{color:var(--seal)}.cards .look b{color:var(--amber)}
.note{color:var(--soft);font-size:13px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--soft);font-size:13px;padding-bottom:6px}
th,td{border-bottom:1px solid var(--line);padding:6px 10px 6px 0;text-align:left;vertical-align:top}
th{font-weight:600;white-space:nowrap;color:var(--soft)}
td.num,th.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.name{min-width:9em}
tbody tr:hover{background:#fafbfc}
.tag{display:inline-block;border:1px solid currentColor;border-radius:3px;padding:0 6px;font-size:12px;line-height:1.55;white-space:nowrap;background:#fff}
.tag.veto,.tag.critical{background:var(--seal);border-color:var(--seal);color:#fff}
.tag.major{color:var(--seal)}.tag.minor,.tag.review{color:var(--amber)}.tag.info{color:var(--soft)}.tag.fine{color:var(--green)}
svg.bar{display:block;width:110px;height:10px;margin-top:7px}
ol.worst{margin:0;padding-left:1.6em}
ol.worst li{padding:4px 0}
ol.worst .who{color:var(--soft);font-size:13px}
form.filter{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:end;margin:0 0 10px}
form.filter label{display:grid;font-size:13px;color:var(--soft)}
form.filter label.grow{flex:1 1 260px}
input,select{font:inherit;color:inherit;padding:5px 8px;border:1px solid #8c959f;border-radius:4px;background:#fff;min-height:36px;max-width:100%}
:focus-visible{outline:3px solid #5aa0e6;outline-offset:1px}
article.finding{border:1px solid var(--line);border-left:4px solid var(--amber);border-radius:4px;padding:12px 16px;margin:12px 0;break-inside:avoid}
article.finding.failed{border-left-color:var(--seal)}
article.finding h4{font-size:15px;margin:0 0 4px;line-height:1.6}
article.finding dl{display:grid;grid-template-columns:5.5em 1fr;gap:3px 10px;margin:8px 0 0;font-size:14px}
article.finding dt{color:var(--soft)}
article.finding dd p{margin:0}
article.finding dd{margin:0;overflow-wrap:anywhere;min-width:0}
article.finding .id{color:var(--soft);font-size:12px;overflow-wrap:anywhere}
blockquote{margin:2px 0;padding:2px 10px;border-left:3px solid var(--line);color:#333}
mark{background:#fff1b8;color:inherit}
code{font:12px/1.5 ui-monospace,"SFMono-Regular",Consolas,"Noto Sans Mono CJK SC",monospace;overflow-wrap:anywhere;color:#3a4149}
ul.evidence{margin:0;padding-left:1.2em}
ul.evidence li{margin-bottom:6px}
.exhibit{margin-top:8px}
.exhibit a.thumb{display:inline-block;line-height:0}
.exhibit img{max-width:min(100%,460px);max-height:240px;border:1px solid var(--line);border-radius:3px;object-fit:cover;object-position:top left}
.exhibit details{margin:4px 0}.exhibit summary{cursor:pointer;color:var(--blue)}
.exhibit iframe{display:block;width:100%;height:460px;border:1px solid var(--line);border-radius:3px;margin-top:6px;background:#fff}
.banner{background:#fff6e5;border:1px solid #d9a441;border-radius:4px;padding:8px 12px;margin:8px 0}
nav.pages{margin:16px 0;display:flex;gap:14px;flex-wrap:wrap}
footer{max-width:1120px;margin:0 auto;padding:6px 24px 40px;color:var(--soft);font-size:13px}
[hidden]{display:none!important}
@media(max-width:640px){main,header.top,footer{padding-left:12px;padding-right:12px}section{padding:14px 12px}header.top h1{font-size:24px}dl.facts{grid-template-columns:1fr}dl.facts dt{margin-top:4px}article.finding dl{grid-template-columns:1fr}article.finding dt{margin-top:4px}}
@media print{@page{size:A4;margin:16mm 14mm}body{background:#fff;font-size:10.5pt}section{border:0;padding:0;margin:14pt 0}form.filter,nav.pages,#search,.exhibit details{display:none}main,header.top,footer{max-width:none;padding:0}a{color:inherit;text-decoration:none}td a.page::after{content:" " attr(href);font-size:8pt;color:#444}thead{display:table-header-group}tr,li{break-inside:avoid}h2,h3,h4{break-after:avoid}.wide{overflow:visible}}
`;
