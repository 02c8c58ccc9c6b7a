/** A server-sent event, as it was read. */
export interface ReadEvent {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** Reads events until there are enough, then hangs up. */
export async function readEvents(
  response: Response,
  isEnough: (events: readonly ReadEvent[]) => boolean,
): Promise<readonly ReadEvent[]> {
  const events: ReadEvent[] = [];
  if (response.body === null) throw new Error('the answer has no body');
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.filter((block) => !block.startsWith(':')).map(eventOf));
    if (isEnough(events)) break;
  }
  return events;
}

function eventOf(block: string): ReadEvent {
  const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  return {
    name: fields.get('event'),
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>,
  };
}
