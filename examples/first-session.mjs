// Orders a connection, waits until it is available, and deletes it again.
// Endpoint, keys and Region come from the environment, as for every program that uses the SDK.
import { setTimeout } from 'node:timers/promises';
import {
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
  DirectConnectClient,
} from '@aws-sdk/client-direct-connect';

const dx = new DirectConnectClient();

const { connectionId } = await dx.send(
  new CreateConnectionCommand({ location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'from-javascript' }),
);
for (let state; state !== 'available'; await setTimeout(500)) {
  const { connections } = await dx.send(new DescribeConnectionsCommand({ connectionId }));
  if (connections[0].connectionState !== state) console.log(connectionId, connections[0].connectionState);
  state = connections[0].connectionState;
}

const { connectionState } = await dx.send(new DeleteConnectionCommand({ connectionId }));
console.log(connectionId, connectionState);
