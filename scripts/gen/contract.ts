import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One shape of api/service.json. `min` and `max` are values of a number, lengths of a string or a list. */
export interface Shape {
  readonly type: 'structure' | 'list' | 'string' | 'integer' | 'long' | 'boolean' | 'timestamp' | 'blob';
  readonly required?: readonly string[];
  /** Of a structure: member name to shape name. */
  readonly members?: Readonly<Record<string, string>>;
  /** Of a list: the shape name of its items. */
  readonly member?: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** Where a constraint comes from, and why it departs from the service's own model. */
  readonly source?: string;
  readonly differs?: string;
}

/** One operation of api/service.json. */
export interface OperationSpec {
  readonly family: string;
  readonly input?: string;
  readonly output: string;
  readonly errors: readonly string[];
  readonly readOnly?: boolean;
  readonly deprecated?: boolean;
}

/** api/service.json: the contract that everything else is generated from. */
export interface Contract {
  readonly sources: Readonly<Record<string, string>>;
  readonly service: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, { readonly status: number; readonly message: boolean }>>;
  readonly operations: Readonly<Record<string, OperationSpec>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** Reads the contract under `root`. Throws when it names a shape, an error or a member that it does not have. */
export function readContract(root: string): Contract {
  const contract = JSON.parse(readFileSync(join(root, 'api/service.json'), 'utf8')) as Contract;
  for (const [name, spec] of Object.entries(contract.operations)) {
    if (spec.input !== undefined) shapeOf(contract, spec.input);
    shapeOf(contract, spec.output);
    for (const error of spec.errors) {
      if (contract.errors[error] === undefined) throw new Error(`${name} has the unknown error ${error}`);
    }
  }
  for (const [name, shape] of Object.entries(contract.shapes)) checkShape(contract, name, shape);
  return contract;
}

/** The shape of that name. Throws when there is none. */
export function shapeOf(contract: Contract, name: string): Shape {
  const shape = contract.shapes[name];
  if (shape === undefined) throw new Error(`api/service.json has no shape ${name}`);
  return shape;
}

function checkShape(contract: Contract, name: string, shape: Shape): void {
  const members = shape.members ?? {};
  const targets = shape.type === 'list' ? [shape.member ?? ''] : Object.values(members);
  for (const target of targets) shapeOf(contract, target);
  for (const member of shape.required ?? []) {
    if (members[member] === undefined) throw new Error(`${name} requires the unknown member ${member}`);
  }
  checkSource(contract, name, shape);
}

function checkSource(contract: Contract, name: string, shape: Shape): void {
  if (shape.differs !== undefined && shape.source === undefined)
    throw new Error(`${name} differs without a source`);
  for (const tag of shape.source?.split(', ') ?? []) {
    if (contract.sources[tag] === undefined) throw new Error(`${name} names the unknown source ${tag}`);
  }
}
