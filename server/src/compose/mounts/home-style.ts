/** Style of the pages that the server draws itself: light and dark, no fonts or pictures from elsewhere. */
export const HOME_STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5b6878; --line: #d9dfe6; --paper: #ffffff; --shade: #f3f6f9; --accent: #0b6e99; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa7b5; --line: #2d3743; --paper: #12171d; --shade: #1b222a; --accent: #5cb8e0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 2rem; }
h1 { font-size: 2rem; letter-spacing: -.02em; margin: 0 0 .25rem; border-left: .35rem solid var(--accent); padding-left: .75rem; }
h2 { font-size: 1.05rem; margin: 2.25rem 0 .75rem; }
.lead { color: var(--soft); margin: .5rem 0 0; }
code, pre { font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--shade); padding: .1em .35em; border-radius: 4px; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; background: var(--shade); }
summary { cursor: pointer; padding: .6rem .9rem; font-weight: 600; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
pre { margin: 0; padding: .25rem .9rem .9rem; overflow-x: auto; }
.note { margin: 0; padding: 0 .9rem .9rem; color: var(--soft); font-size: .9rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5rem, 1fr)); gap: .75rem 1.25rem; margin: 0; }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.links { list-style: none; margin: 0; padding: 0; }
.links li { padding: .2rem 0; }
.links span { color: var(--soft); }
a { color: var(--accent); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
`.trim();
