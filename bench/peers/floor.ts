// The floor of a durable create: node:http, one JSON row, group commit with a full sync, and nothing else.
import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(join(process.argv[2] ?? '.', 'floor.sqlite'));
database.exec('pragma journal_mode = wal; pragma synchronous = full');
database.exec('create table if not exists row (id text primary key, body text not null) without rowid');
const insert = database.prepare('insert into row values (?, ?)');

let waiting: { readonly text: string; readonly res: ServerResponse }[] = [];

function commit(): void {
  const batch = waiting;
  waiting = [];
  database.exec('begin immediate');
  const answers = batch.map(({ text }) => {
    const id = randomBytes(8).toString('hex');
    const body = JSON.stringify({ ...(JSON.parse(text) as object), id });
    insert.run(id, body);
    return body;
  });
  database.exec('commit');
  batch.forEach(({ res }, index) => {
    const body = answers[index] ?? '';
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    res.end(body);
  });
}

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ text: Buffer.concat(chunks).toString(), res });
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`);
});
