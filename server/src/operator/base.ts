/** Where the operator API lives on the port. */
export const BASE = '/operator/v1';
