#!/usr/bin/env node
// The command `crossconnect` of a checkout: `npx crossconnect operator …`, with Node 24 and a fresh build behind it.
process.argv.splice(2, 0, 'crossconnect');
await import('./launch.mjs');
