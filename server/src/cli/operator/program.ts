import { Command } from 'commander';
import { addGroup, addVerb, type Verb } from './command.ts';
import { ACCOUNTS, AGREEMENTS, KEYS, TOKENS } from './commands/accounts.ts';
import { CLOUD_GATEWAYS } from './commands/cloud-gateways.ts';
import { GATEWAYS } from './commands/gateways.ts';
import { IMPORT } from './commands/import.ts';
import { CUSTOMER_ROUTER } from './commands/customer-router.ts';
import { CAPACITY, DEVICES, LOCATIONS } from './commands/inventory.ts';
import { CLOCK, WHOLE } from './commands/lab.ts';
import { ORDERS } from './commands/orders.ts';
import { CROSS_CONNECTS, LETTERS } from './commands/paperwork.ts';
import { PORTS } from './commands/ports.ts';
import { AUDIT, EVENTS } from './commands/trail.ts';
import { INTERFACES } from './commands/virtual-interfaces.ts';
import type { Io } from './io.ts';

const EXAMPLES = `
Examples:
  crossconnect operator orders list
  crossconnect operator orders approve dxcon-ffabc123
  crossconnect operator ports fault dxcon-ffabc123 cut
  crossconnect operator clock advance 7d
  crossconnect operator events --follow

The token, where the server needs one, is taken from CROSSCONNECT_OPERATOR_TOKEN.
Each command has --help with examples of its own.`;

const STATUS: Verb = {
  usage: 'status',
  summary: 'how the server is set, and whom it takes you for',
  examples: ['status', 'status --endpoint https://dx.example'],
  run: async (cli) => cli.show(await cli.ask('GET', '/status')),
};

/** The commands of `crossconnect operator`. */
export function operatorProgram(io: Io): Command {
  const program = new Command('operator')
    .usage('[options] <command>')
    .description('Ask a running crossconnect server, or act on it, as its operator.')
    .option(
      '--endpoint <url>',
      'the server; else CROSSCONNECT_ENDPOINT, else where the settings let one listen',
    )
    .option('--json', 'print JSON instead of tables')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.out.write(text), writeErr: () => {} });
  program.name('crossconnect operator');
  addVerb(program, io, STATUS);
  addGroup(program, io, 'orders', 'orders of ports: list, approve, reject', ORDERS);
  addGroup(program, io, 'letters', 'letters of authorization', LETTERS);
  addGroup(program, io, 'cross-connects', 'the fibres between panels', CROSS_CONNECTS);
  addGroup(program, io, 'ports', 'ports, with their link and light', PORTS);
  addGroup(program, io, 'virtual-interfaces', 'virtual interfaces and their BGP sessions', INTERFACES);
  addGroup(
    program,
    io,
    'customer-router',
    'lab: routers of customers, and what goes wrong there',
    CUSTOMER_ROUTER,
  );
  addGroup(
    program,
    io,
    'cloud-gateways',
    'virtual private and transit gateways, and the networks behind them',
    CLOUD_GATEWAYS,
  );
  addGroup(program, io, 'gateways', 'where traffic through a gateway goes', GATEWAYS);
  addVerb(program, io, CAPACITY);
  addGroup(program, io, 'devices', 'devices whose ports are sold', DEVICES);
  addGroup(program, io, 'locations', 'sites', LOCATIONS);
  addVerb(program, io, IMPORT);
  addGroup(program, io, 'accounts', 'accounts, their quotas and agreements', ACCOUNTS);
  addGroup(program, io, 'keys', 'access keys', KEYS);
  addGroup(program, io, 'agreements', 'agreements asked of every account', AGREEMENTS);
  addGroup(program, io, 'tokens', 'tokens of the operator API', TOKENS);
  addGroup(program, io, 'clock', 'the clock of a lab', CLOCK);
  for (const verb of [...WHOLE, AUDIT, EVENTS]) addVerb(program, io, verb);
  return program;
}
