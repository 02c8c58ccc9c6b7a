import pg from 'pg';

/** The database that tests copy: empty, and migrated. */
export const TEMPLATE = 'crossconnect_template';

/**
 * Makes a database and gives its connection string.
 *
 * @param admin connection string of another database of the same cluster
 */
export async function createDatabase(admin: string, name: string, template = TEMPLATE): Promise<string> {
  await administer(admin, `create database ${name} template ${template}`);
  return databaseUrl(admin, name);
}

/** Removes a database, whoever is still connected to it. */
export function dropDatabase(admin: string, name: string): Promise<void> {
  return administer(admin, `drop database if exists ${name} with (force)`);
}

function databaseUrl(admin: string, name: string): string {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on a connection of its own. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
