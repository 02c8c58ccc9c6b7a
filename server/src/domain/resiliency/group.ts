import { type Refusal, refuse } from '../refusal.ts';

/** `dxrg-` and 17 characters; an input may be in capitals [M26]. */
const ID = /^dxrg-[0-9a-z]{17}$/i;

/** A group's id as it is stored: in small letters. Refused when its form is wrong. */
export function groupIdOf(id: string): string | Refusal {
  // Text by analogy with the other ids (GUESS, fidelity 11.2b).
  return ID.test(id) ? id.toLowerCase() : refuse(`Resiliency Group ID ${id} has an invalid format.`);
}

/** The group does not exist in the Region, or is somebody else's. */
export function unknownGroup(id: string): Refusal {
  // Text by analogy with connections and LAGs (GUESS, fidelity 11.2b).
  return refuse(`Could not find Resiliency Group with ID ${id}`);
}

/** Refuses the deletion of a group that has members, those on their way out included (GUESS, fidelity 11.2b). */
export function checkEmpty(id: string, members: number): Refusal | undefined {
  if (members === 0) return undefined;
  // Own text (GUESS, fidelity 11.2b).
  return refuse(
    `Resiliency Group ${id} cannot be deleted until its connections are disassociated and out of it`,
  );
}
