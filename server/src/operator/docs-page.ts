import { BASE } from './base.ts';
import type { OperatorParts } from './parts.ts';
import { type Route, topicOf } from './route.ts';

/** The routes of this server as a page: what a person needs to find the one that is wanted. */
export function docsPage(
  { profile, fabric, access, version }: OperatorParts,
  routes: readonly Route[],
): string {
  const groups = Map.groupBy(routes, topicOf);
  const token = access.tokenNeeded
    ? 'Each request needs <code>Authorization: Bearer &lt;token&gt;</code>.'
    : 'Programs and pages of this machine need no token.';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Operator API</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #16191f; }
h2 { margin: 1.6rem 0 .3rem; font-size: 1rem; text-transform: capitalize; }
table { border-collapse: collapse; width: 100%; }
td { padding: .2rem .8rem .2rem 0; vertical-align: top; border-top: 1px solid #e3e6ea; }
td:first-child { width: 4rem; } td:nth-child(2) { width: 45%; }
code { font: 13px ui-monospace, monospace; }
small { color: #5f6b7a; }
@media (prefers-color-scheme: dark) { body { background: #0f141a; color: #d9dee5; } td { border-color: #2a323c; } }
</style>
<h1>Operator API</h1>
<p>crossconnect ${escaped(version)}, profile ${profile}, fabric ${fabric}. ${token}
Wrong requests are answered as problems (RFC 9457) that name the field and what is allowed.
The document for programs is <a href="${BASE}/openapi.json">openapi.json</a>; from a terminal there is
<code>crossconnect operator --help</code>.</p>
${[...groups].map(([name, members]) => section(name, members)).join('\n')}
</html>
`;
}

function section(name: string, routes: readonly Route[]): string {
  const rows = routes.map(
    ({ method, path, summary, role }) =>
      `<tr><td><code>${method}</code><td><code>${escaped(BASE + path.replaceAll(/:(\w+)/g, '{$1}'))}</code>` +
      `<td>${escaped(summary)} <small>${role}</small>`,
  );
  return `<h2>${escaped(name.replaceAll('-', ' '))}</h2>\n<table>\n${rows.join('\n')}\n</table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
