const ENDED: readonly string[] = ['deleting', 'deleted', 'rejected'];

/** Whether a resource of any kind is being deleted or is deleted: changes of it find nothing (GUESS #52). */
export function hasEnded({ state }: { readonly state: string }): boolean {
  return ENDED.includes(state);
}

/** Whether it is no more, and only listed still. */
export function isOver({ state }: { readonly state: string }): boolean {
  return state !== 'deleting' && ENDED.includes(state);
}
