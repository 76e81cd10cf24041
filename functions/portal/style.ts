/** The one stylesheet, written by hand: screen, narrow screen, print. All pairs of ink and ground have a contrast of 4.5 or more. */
export const STYLE = `
:root {
  --ink: #1c2430; --soft: #566173; --line: #d9dee6; --ground: #f5f6f8; --paper: #fff; --link: #0b4f8a; --focus: #b35900;
  --good: #14613a; --good-ground: #e4f3ea; --late: #7d4700; --late-ground: #fcefd9; --part: #17498c; --part-ground: #e5eefa;
  --wait: #465060; --wait-ground: #eaedf1; --bad: #9c1a1a; --bad-ground: #fbe6e6;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); font-size: 15px; line-height: 1.65;
  font-family: system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
  line-break: strict; overflow-wrap: anywhere; text-spacing-trim: trim-start; text-autospace: normal; font-variant-numeric: tabular-nums;
}
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; padding: 8px 12px; background: var(--paper); z-index: 1; }
h1, h2, h3, caption { line-height: 1.35; font-weight: 600; text-align: start; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; text-wrap: balance; }
h2, caption { font-size: 1.1rem; margin: 0; padding: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: 0 0 .5rem; }
small { color: var(--soft); font-size: .85rem; }
.top, .choice, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 20px; }
.demo p { margin: 0; padding: 0 20px; }
.demo label { margin: 0; font-weight: 400; }
.demo select { width: auto; max-width: 15em; min-height: 36px; font-size: .9rem; padding: 2px 8px; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 24px; padding-top: 14px; padding-bottom: 10px; border-bottom: 1px solid var(--line); }
.brand { margin: 0; font-size: 1.15rem; font-weight: 700; letter-spacing: .08em; }
.brand span { margin-left: .8em; font-size: .95rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: 4px; }
nav a, nav b, nav > span { display: inline-flex; align-items: center; gap: .35em; min-height: 36px; padding: 2px 10px; border-radius: 6px; text-decoration: none; }
nav a:hover { background: var(--wait-ground); }
nav a[aria-current] { background: var(--ink); color: #fff; font-weight: 600; }
.choice { padding-top: 8px; }
main { padding-top: 20px; padding-bottom: 24px; display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
main > * { margin: 0; }
main > .crumbs + h1, main > h1 + nav { margin-top: -12px; }
.crumbs { font-size: .9rem; }
section, main > table, .sheet, details { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 16px; }
main > table { border-spacing: 0; }
footer { padding-top: 12px; padding-bottom: 24px; color: var(--soft); font-size: .85rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 12px 20px; margin: 0; padding: 14px 16px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.facts dt { color: var(--soft); font-size: .85rem; }
.facts dd { margin: 0; }
.facts div:has(.list), .facts div:has(.plain) { grid-column: 1 / -1; }
.list { display: flex; flex-wrap: wrap; gap: 2px 14px; }
.notice { padding: 10px 14px; background: var(--paper); border: 1px solid var(--line); border-left: 4px solid var(--soft); border-radius: 4px; }
section > .notice { border-width: 0 0 0 4px; padding: 2px 12px; margin: 0; }
.two { display: grid; gap: 20px; grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr); }
.two > * { margin: 0; }
.two > div { display: grid; gap: 20px; align-content: start; }
.two > div > * { margin: 0; }
.two .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.whole { white-space: nowrap; margin-right: .8em; }
.sum { font-size: 1.1rem; }
.sum b { font-size: 1.7rem; font-weight: 650; }
.bar { display: block; width: 100%; height: 22px; margin: 4px 0 12px; border-radius: 4px; background: var(--wait-ground); }
.fill-on-time { fill: #2c8a57; } .fill-late { fill: #b87a12; } .fill-partial { fill: #3f7bc8; } .fill-open { fill: #8a94a3; }
.fill-missing { fill: #c23b3b; } .fill-exempt { fill: #b9c0ca; }
.fill-lamp-done { fill: #2f6fb5; } .fill-lamp-in-progress { fill: #2c8a57; } .fill-lamp-behind { fill: #c23b3b; } .fill-lamp-paused { fill: #b87a12; }
.fill-lamp-no-progress { fill: #c99b4d; } .fill-lamp-not-started { fill: #8a94a3; } .fill-lamp-unsaid { fill: #a9b1bd; } .fill-lamp-missing { fill: #d5dae1; }
.legend { display: flex; flex-wrap: wrap; gap: 0 14px; font-size: .9rem; }
.legend a { color: var(--ink); text-decoration: none; }
.legend a:hover { text-decoration: underline; }
.legend a::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em; border-radius: 2px; background: #d5dae1; }
.legend .lamp-done::before { background: #2f6fb5; } .legend .lamp-in-progress::before { background: #2c8a57; } .legend .lamp-behind::before { background: #c23b3b; }
.legend .lamp-paused::before { background: #b87a12; } .legend .lamp-no-progress::before { background: #c99b4d; }
.legend .lamp-not-started::before { background: #8a94a3; } .legend .lamp-unsaid::before { background: #a9b1bd; }
.two > table, .two > div > table { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 16px; border-collapse: separate; border-spacing: 0; align-self: start; }
td .bar { height: 16px; margin: 4px 0; }
.lamps th:first-child { width: 4em; white-space: nowrap; }
.trend td:nth-child(2) { width: 55%; } .trend th { white-space: nowrap; }
.todo li { padding: 4px 0; border-bottom: 1px solid var(--line); } .todo li:last-child { border: 0; padding-bottom: 0; }
.filter a { border: 1px solid var(--line); background: var(--paper); color: var(--ink); }
.filter a[aria-current] { border-color: var(--ink); }
.filter i, .tag i { font-style: normal; font-family: system-ui, "Noto Sans CJK SC", sans-serif; }
.on-time i { color: var(--good); } .late i { color: var(--late); } .partial i { color: var(--part); } .open i { color: var(--wait); } .missing i { color: var(--bad); }
.tag { display: inline-flex; align-items: center; gap: .35em; padding: 0 .6em; border-radius: 4px; font-size: .9rem; font-weight: 600; white-space: nowrap; }
.tag.on-time { color: var(--good); background: var(--good-ground); } .tag.late { color: var(--late); background: var(--late-ground); }
.tag.partial { color: var(--part); background: var(--part-ground); } .tag.open { color: var(--wait); background: var(--wait-ground); }
.tag.missing { color: var(--bad); background: var(--bad-ground); }
.tag.provisional { margin-left: .4em; color: var(--wait); background: none; border: 1px dashed var(--wait); font-weight: 400; }
nav a[aria-current] .tag, nav a[aria-current] i { background: none; color: inherit; padding: 0; }
.periods .later { color: var(--soft); }
table { width: 100%; border-collapse: collapse; }
main > table { border-collapse: separate; }
th, td { padding: 7px 10px; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-size: .85rem; font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 500; }
tbody tr:hover { background: #f8fafc; }
.number { white-space: nowrap; }
.mail { font-size: .9rem; overflow-wrap: break-word; }
.journal td { white-space: nowrap; } .journal .mail { white-space: normal; } .journal tbody th { width: 42%; font-weight: 400; }
.entries th { white-space: nowrap; }
.entries th:first-child { width: 7em; } .entries td:nth-child(3) { width: 52%; } .entries td:nth-child(3):not(:last-child) { width: 34%; }
.entries p { margin: 0 0 .25rem; }
.warned { color: var(--late); font-size: .9rem; } .warned i { font-style: normal; }
.said { font-weight: 600; }
.words, pre { white-space: pre-wrap; }
.text { font-size: 1.05rem; max-width: 46em; }
.entry + .entry { margin-top: 14px; padding-top: 14px; border-top: 1px solid var(--line); }
.state-held, .state-failed { color: var(--bad); font-weight: 600; }
.state-dropped, .state-service { color: var(--soft); }
.agenda { margin: 0; padding: 0; list-style: none; }
.agenda li { display: grid; grid-template-columns: 10.5em 1fr; gap: 12px; padding: 5px 0; border-bottom: 1px solid var(--line); }
.agenda li:last-child { border: 0; }
.agenda time { color: var(--soft); white-space: nowrap; }
.points, .plain { margin: 0; padding: 0; list-style: none; }
.points li { display: grid; grid-template-columns: 11em minmax(0, 1fr); gap: 0 12px; padding: 8px 0; border-bottom: 1px solid var(--line); }
.points li:last-child { border: 0; padding-bottom: 0; }
.points p { margin: 0; max-width: 60em; }
.place { display: flex; gap: .8em; white-space: nowrap; color: var(--soft); font-size: .9rem; }
.contacts { columns: 2 24em; }
.contacts li { display: flex; flex-wrap: wrap; gap: 0 1em; padding: 3px 0; break-inside: avoid; }
.contacts b { min-width: 6em; font-weight: 500; }
iframe { display: block; width: 100%; height: 70vh; min-height: 420px; border: 1px solid var(--line); border-radius: 4px; background: #fff; }
pre { margin: 0; font: inherit; overflow-wrap: anywhere; }
section + details { margin-top: 0; }
section details { margin: 12px 0; padding: 10px 12px; }
summary { cursor: pointer; font-weight: 600; }
details[open] > summary { margin-bottom: 10px; }
.headers th { width: 11em; color: var(--soft); font-weight: 400; white-space: nowrap; }
.language { font-size: .9rem; min-height: 32px; display: inline-flex; align-items: center; }
.who { display: flex; align-items: center; gap: 10px; margin: 0 0 0 auto; color: var(--soft); font-size: .9rem; }
.who button { min-height: 32px; padding: 2px 12px; font-weight: 400; }
.sign-in .hint { margin: 8px 0 16px; }
.sign-in { max-width: 30em; justify-self: center; width: 100%; padding: 24px; }
.demo { display: flow-root; background: #2b2340; color: #fff; border-bottom: 3px solid #8f7bd1; }
.demo p { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 18px; padding-top: 8px; padding-bottom: 8px; }
.demo .steps { padding-top: 0; gap: 8px; }
.demo b { padding: 0 .6em; border: 1px solid #fff; border-radius: 4px; }
.demo :focus-visible { outline-color: #ffd479; }
button { min-height: 36px; padding: 4px 16px; font: inherit; font-weight: 600; color: #fff; background: var(--link); border: 1px solid transparent; border-radius: 6px; cursor: pointer; }
.demo button { color: #2b2340; background: #fff; white-space: nowrap; }
button:disabled { opacity: .55; cursor: default; }
label { display: block; margin: 10px 0 4px; font-weight: 600; }
textarea { display: block; width: 100%; padding: 8px 10px; font: inherit; border: 1px solid #7b8696; border-radius: 6px; resize: vertical; }
input[type="file"] { max-width: 100%; font: inherit; }
.reply p:last-child { margin: 16px 0 0; }
section form > p:has(> button) { margin-top: 12px; }
.ways li { display: grid; grid-template-columns: 7em minmax(0, 1fr); gap: 12px; align-items: baseline; padding: 6px 0; border-bottom: 1px solid var(--line); } .ways li:last-child { border: 0; }
.hint { color: var(--soft); font-size: .9rem; }
.second { color: var(--link); background: var(--paper); border-color: #9fb3c8; }
.report, .report > * { margin: 0; }
.report { display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
.first { position: absolute; left: -999px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.report nav { align-items: center; gap: 8px; }
.report nav button { font-weight: 400; }
.codes { margin-bottom: 12px; font-size: .9rem; }
.codes a { padding: 2px 8px; background: var(--wait-ground); }
.programme > h2 small { font-weight: 400; }
.programme > h3.done { margin: 16px 0 8px; color: var(--soft); }
.measure { scroll-margin-top: 8px; }
.programme .measure { margin: 0 0 10px; padding: 0; }
.measure summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; padding: 10px 12px; }
.measure summary::before { content: "▸"; width: 1em; color: var(--soft); }
.measure[open] > summary::before { content: "▾"; }
.measure[open] > summary { margin: 0; border-bottom: 1px solid var(--line); }
.measure[open] .short { display: none; }
.measure .short { color: var(--soft); font-weight: 400; }
.tag.part { color: var(--part); background: var(--part-ground); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); gap: 12px 24px; padding: 12px; }
.last { margin-top: 10px; padding: 8px 12px; background: var(--ground); border-radius: 6px; }
.last h4 { margin: 0; color: var(--soft); font-size: .85rem; font-weight: 500; }
.last p { margin: 0; }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
fieldset label:first-child { margin-top: 0; }
fieldset label, .attached label { font-size: .9rem; }
label small { font-weight: 400; }
.row { display: grid; grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr); gap: 0 12px; }
.row label { margin-top: 0; }
.row.halves { grid-template-columns: repeat(2, minmax(0, 1fr)); margin-top: 10px; }
.facts div:has(.mail) { grid-column: span 2; }
input:not([type]), select { display: block; width: 100%; min-height: 40px; padding: 6px 10px; font: inherit; font-size: 16px; font-weight: 400; color: var(--ink); background: var(--paper); border: 1px solid #7b8696; border-radius: 6px; }
label textarea { font-size: 16px; font-weight: 400; line-height: 1.5; }
label input[type="file"] { display: block; margin-top: 4px; font-weight: 400; }
.send { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding: 10px 16px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 -2px 10px rgb(28 36 48 / .12); }
.send button { min-height: 44px; padding: 6px 24px; }
.send .hint { margin-left: auto; }
.choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px 24px; }
.choices form { display: flex; flex-direction: column; }
.choices form + form { border-left: 1px solid var(--line); padding-left: 24px; }
.choices form > p:last-child { margin: auto 0 0; padding-top: 12px; }
.choices.upper form > p:last-child { margin-top: 0; }
.button { display: inline-flex; align-items: center; min-height: 44px; padding: 4px 20px; font-weight: 600; color: #fff; background: var(--link); border-radius: 6px; text-decoration: none; }
.picks { columns: 3 14em; } .picks .pick { break-inside: avoid; }
.pick { display: block; margin: 6px 0; font-weight: 400; }
.bad { border-left-color: var(--bad); }
.tools { margin: 0; }
.search { display: grid; grid-template-columns: minmax(0, 30em) auto; justify-content: start; gap: 4px 10px; align-items: end; }
.search label { grid-column: 1 / -1; }
.search button { min-height: 40px; }
input[type="date"] { display: block; max-width: 100%; min-height: 40px; padding: 6px 10px; font: inherit; font-size: 16px; border: 1px solid #7b8696; border-radius: 6px; background: var(--paper); color: var(--ink); }
.wide { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 8px 16px; }
.wide tbody th { white-space: nowrap; } .wide .long { min-width: 18em; } .wide .some { min-width: 9em; }
.light { display: inline-block; padding: 0 .5em; border-radius: 4px; white-space: nowrap; }
.light.red { background: #f8cbc6; } .light.yellow { background: #fce8b2; } .light.gray { background: #e7e6e6; } .light.green { background: #d5ebd8; } .light.blue { background: #cfe2f5; }
.receipt { border-left: 4px solid var(--good); }
.receipt.partly { border-left-color: #b87a12; }
.receipt ul { margin: 0; padding-left: 1.2em; }
@media (max-width: 900px) {
  .choices { grid-template-columns: minmax(0, 1fr); }
  .choices form + form { border-left: 0; border-top: 1px solid var(--line); padding: 16px 0 0; }
}
@media (max-width: 860px) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 480px) { .row.halves { grid-template-columns: minmax(0, 1fr); gap: 10px; } h1 .whole { display: inline-block; margin: 0; } }
@media (max-width: 860px) { .two { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 640px) {
  .top, .choice, main, footer, .demo p { padding-left: 14px; padding-right: 14px; }
  h1 { font-size: 1.35rem; }
  .brand span { display: block; margin: 0; }
  main { gap: 14px; padding-top: 14px; }
  section, main > table, details { padding: 12px; }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px 14px; padding: 12px; }
  .facts div:has(.tag.provisional) { grid-column: 1 / -1; }
  .agenda li { grid-template-columns: 1fr; gap: 0; padding: 8px 0; }
  .points li { grid-template-columns: minmax(0, 1fr); }
  .two, .two > div { gap: 14px; }
  .periods { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; }
  .periods a { flex: none; }
  .cards, .cards tbody, .cards caption, .cards tr, .cards th, .cards td { display: block; }
  .cards thead { display: none; }
  .cards tr { padding: 10px 0; border-bottom: 1px solid var(--line); }
  .cards tr:last-child { border: 0; padding-bottom: 0; }
  .cards tr > * { border: 0; padding: 2px 0; }
  .cards tbody th { font-size: 1.05rem; font-weight: 600; white-space: normal; }
  .cards td { display: grid; grid-template-columns: 7em minmax(0, 1fr); gap: 8px; }
  .cards td::before { content: attr(data-label); color: var(--soft); font-size: .9rem; }
  .cards td:not([data-label]) { display: block; }
  .cards td:not([data-label])::before { content: none; }
  .cards td.none { display: none; }
  .cards td > * { grid-column: 2; justify-self: start; }
  .entries td { display: block; }
  .entries td::before { display: block; }
  .entries td:nth-child(2)::before { content: none; }
  .entries td:nth-child(3) { width: auto; } .entries th:first-child { width: auto; }
  .units tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 10px; align-items: baseline; }
  .units td { display: block; }
  .units td:nth-child(2), .units td:nth-child(5) { justify-self: end; }
  .units td::before { content: none; }
  .units td:nth-child(3)::before { content: attr(data-label) " "; }
  .units td:nth-child(4) { grid-column: 1 / -1; grid-row: 3; font-size: .9rem; }
  .units td:nth-child(4):empty { display: none; }
  .units td:nth-child(5) { color: var(--soft); font-size: .9rem; }
  .journal tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 12px; }
  .journal td { display: block; color: var(--soft); font-size: .9rem; }
  .journal td::before { content: none; }
  .journal tbody th { width: auto; grid-column: 1 / -1; grid-row: 1; padding-bottom: 4px; }
  .journal td:nth-child(2) { grid-row: 3; }
  .journal td:nth-child(4) { justify-self: end; grid-row: 2; grid-column: 2; }
  .journal td:nth-child(5) { justify-self: end; grid-row: 3; grid-column: 2; }
  .headers th { width: auto; white-space: normal; }
  .held .mail { font-size: inherit; }
  .send { padding: 8px 12px; }
  .send button { padding: 6px 16px; }
}
@media (min-width: 900px) {
  .demo { display: flex; flex-wrap: wrap; justify-content: center; }
  .demo .steps { flex-wrap: nowrap; }
  .demo p, .demo .steps { padding: 6px 10px; }
  .demo form:first-child { display: flex; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { background: none; font-size: 10.5pt; line-height: 1.5; }
  .demo, .skip, nav, .language, .who, .search, form.sheet, .choices, .tools, .act, .reply, .files, footer, iframe { display: none; }
  section:has(> .choices), main > details:has(form) { display: none; }
  .filter { display: flex; }
  .filter a { border: 0; padding: 0 12px 0 0; }
  .filter a[aria-current] { background: none; color: inherit; }
  .top, main { max-width: none; padding: 0; }
  main { display: block; }
  main > *, .two > * { margin-bottom: 12pt; }
  .two { display: block; }
  section, main > table, .facts, .notice, details { border: 0; padding: 0; background: none; }
  th, td { padding: 3pt 6pt; border-bottom: .5pt solid #888; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  h2, caption { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .tag.tag { padding: 0; background: none; }
  .wide { overflow: visible; border: 0; padding: 0; }
  .wide table { font-size: 7pt; } .wide .whole, .wide tbody th { white-space: normal; } .wide .long, .wide .some { min-width: 0; }
}
`;
