import type { FabricFact } from '../fabric/fabric.ts';
import { port } from '../store/queries/inventory.ts';
import { takePortFact } from '../work/links.ts';
import { type ReconcileParts, perform } from './parts.ts';

/** Takes the fabric's facts into the rows, and lets the states follow from them. */
export function takeFacts(parts: ReconcileParts): () => void {
  return parts.driver.observe(async (fact) => {
    // Facts are told again and again: what is known already is not worth a unit of work.
    if (await isKnown(parts, fact)) return;
    const { edge: deviceId, ...rest } = fact;
    await perform(parts, 'fabric', 'port', parts.now(), (work) => takePortFact(work, { deviceId, ...rest }));
  });
}

async function isKnown(parts: ReconcileParts, fact: FabricFact): Promise<boolean> {
  const row = await port(parts.store.reader, fact.edge, fact.number);
  return (
    row !== undefined &&
    row.link === fact.link &&
    row.rxLight === fact.rxLight &&
    row.txLight === fact.txLight &&
    row.encrypted === (fact.encrypted ? 1 : 0)
  );
}
