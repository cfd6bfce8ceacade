/**
 * The look of the HTML digest: one column on a phone, two pages of A4 at most, light or dark as the reader's system
 * is. Logical sides, so that it serves both directions; nothing from outside.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark}
body{margin:0 auto;padding:1.5rem 1rem;max-width:46rem;background:#fff;color:#1b2028;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",Tahoma,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0}
h2{font-size:1.05rem;margin:1.5rem 0 .35rem}
h3{font-size:.95rem;margin:0}
p,ul,ol,dl,dd,figure{margin:0}
ul{padding-inline-start:1.1rem}
ol{padding-inline-start:1.6rem}
ol:lang(fa){list-style-type:persian}
.quiet,footer,figcaption p,.facts{color:#5a6472;font-size:.9rem}
.headline{font-size:1.1rem;margin-top:1rem}
.counts{list-style:none;padding:0}
.counts li{display:inline-block;margin-inline-end:1rem;font-weight:600}
.counts .positive{color:#175a92}.counts .neutral{color:#5a6472}.counts .negative{color:#a93412}
.waiting{font-weight:600}
.todo li{margin-bottom:.6rem}
code{font:.875rem/1.4 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;background:#eef1f5;padding:.1rem .35rem;border-radius:.25rem;unicode-bidi:isolate}
.charts{display:flex;flex-wrap:wrap;gap:1.25rem 1.5rem;margin-top:1.5rem}
figure{flex:1 1 18rem;min-width:0;max-width:28rem}
svg{display:block;width:100%;height:auto;margin-top:.4rem}
.grid{stroke:#d9dee5}.axis{fill:#5a6472}
.legend{list-style:none;padding:0;font-size:.85rem}
.legend li{display:inline-block;margin-inline-end:.9rem}
.legend svg{display:inline-block;width:.7rem;height:.7rem;margin:0;margin-inline-end:.3rem}
details{font-size:.85rem}
table{border-collapse:collapse;margin-top:.3rem}
th,td{text-align:start;padding:.1rem .6rem;border-bottom:1px solid #d9dee5}
td{text-align:end}
.trouble{border-inline-start:.25rem solid #c4421a;padding-inline-start:.75rem}
footer{margin-top:2rem;border-top:1px solid #d9dee5;padding-top:.6rem}
@media (prefers-color-scheme:dark){
body{background:#12161c;color:#e4e8ee}
.quiet,footer,figcaption p,.facts,.counts .neutral{color:#a3adba}
.counts .positive{color:#7fbcf0}.counts .negative{color:#ff9a78}
code{background:#222933}
.grid{stroke:#333c48}.axis{fill:#a3adba}
.positive,.first{fill:#5aa9e6}.neutral{fill:#7d8794}.negative{fill:#f07b52}.second{fill:#b79cf2}
th,td,footer{border-color:#333c48}
}
@page{size:A4;margin:14mm}
@media print{
body{max-width:none;padding:0;font-size:9.5pt;line-height:1.4;background:#fff;color:#000}
h1{font-size:15pt}h2{margin:.55rem 0 .15rem;break-after:avoid}
.charts{margin-top:.8rem}.todo li{margin-bottom:.3rem}footer{margin-top:.8rem}
details{display:none}
figure{flex-basis:14rem;max-width:15rem;break-inside:avoid}
.todo li,dl div{break-inside:avoid}
}
`;
