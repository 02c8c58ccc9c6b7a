import type { createRunner } from '../operations/runner.ts';
import { BLOB_MEMBERS, OPERATIONS, SERVICE, TIMESTAMP_MEMBERS } from '../model/operations.gen.ts';
import type { OperationName } from '../model/types.gen.ts';
import { validateInput } from '../model/validate.ts';
import type { WireService } from '../wire/service.ts';

/** The contract and its operations, as the wire sees them. */
export function wireService(runnerOf: ReturnType<typeof createRunner>): WireService {
  const names = Object.keys(OPERATIONS) as OperationName[];
  const { targetPrefix, signingName, namespace } = SERVICE;
  return {
    operations: new Map(
      names.map((name) => [
        name,
        { name, validate: (input) => validateInput(name, input), run: runnerOf(name) },
      ]),
    ),
    targetPrefix,
    signingName,
    namespace,
    timestampMembers: TIMESTAMP_MEMBERS,
    blobMembers: BLOB_MEMBERS,
  };
}
