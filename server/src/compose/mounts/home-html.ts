import { type ClientSetup, clientExamples } from './client-examples.ts';
import { HOME_STYLE } from './home-style.ts';
import { escapeHtml } from './html.ts';

export interface Home extends ClientSetup {
  readonly version: string;
  readonly lab: boolean;
  /** How the server is set: name and value. */
  readonly facts: readonly (readonly [string, string])[];
}

const LINKS = [
  ['/health', 'Health', 'is it well, as JSON'],
  ['/metrics', 'Metrics', 'for Prometheus'],
  ['/operator/v1/openapi.json', 'Operator API', 'orders, letters, ports, the clock, as OpenAPI'],
] as const;

/** The home page: no script, nothing from elsewhere, every value escaped. */
export function homeHtml(home: Home): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>crossconnect</title>
<style>${HOME_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>crossconnect</h1>
<p class="lead">A Direct Connect service that you run yourself. This ${home.lab ? 'is a lab' : 'server is in production'}:
it speaks the AWS Direct Connect API at <code>${escapeHtml(home.endpoint)}</code>.</p>
</header>
<section>
<h2>Point a client here</h2>
${clientExamples(home).map(exampleHtml).join('\n')}
</section>
<section>
<h2>How it is set</h2>
<dl>
${home.facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('\n')}
</dl>
</section>
<section>
<h2>More</h2>
<ul class="links">
${LINKS.map(([href, name, what]) => `<li><a href="${href}">${name}</a> <span>${what}</span></li>`).join('\n')}
</ul>
</section>
<footer>crossconnect ${escapeHtml(home.version)}. Not affiliated with, endorsed by or connected to Amazon Web Services;
AWS and Direct Connect are named to describe compatibility.</footer>
</main>
</body>
</html>
`;
}

function exampleHtml(
  { title, note, text }: ReturnType<typeof clientExamples>[number],
  index: number,
): string {
  const hint = note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`;
  return `<details${index === 0 ? ' open' : ''}><summary>${escapeHtml(title)}</summary><pre>${escapeHtml(text)}</pre>${hint}</details>`;
}
