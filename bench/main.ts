// npm run bench [calls] [first-answer] [million] [interfaces] [million-interfaces] [kill] [store] [routes] [edge-event] [route-pages]: ratios within one run, never absolutes to hold anyone to.
import { benchCalls } from './calls.ts';
import { benchEdgeEvent } from './edge-event.ts';
import { benchFirstAnswer } from './first-answer.ts';
import { benchMillion } from './million.ts';
import { benchInterfaces, benchMillionInterfaces } from './interfaces.ts';
import { benchKill } from './kill.ts';
import { benchRoutePages } from './route-pages.ts';
import { benchRoutes } from './routes.ts';
import { benchStore } from './store.ts';

const benches = {
  'first-answer': benchFirstAnswer,
  calls: benchCalls,
  million: benchMillion,
  interfaces: benchInterfaces,
  'million-interfaces': benchMillionInterfaces,
  kill: benchKill,
  store: benchStore,
  routes: benchRoutes,
  'edge-event': benchEdgeEvent,
  'route-pages': benchRoutePages,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`Unknown bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
