/** How a call was refused: its code and its text. */
export interface Refused {
  readonly code: string;
  readonly message: string;
}

/** The refusal of a call that must not succeed. */
export async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof Error) return { code: error.name, message: error.message };
    throw error;
  }
  throw new Error(`the call was not refused, it answered ${JSON.stringify(answer)}`);
}

/** A refusal with the code that nearly all have. */
export function clientException(message: string): Refused {
  return { code: 'DirectConnectClientException', message };
}
