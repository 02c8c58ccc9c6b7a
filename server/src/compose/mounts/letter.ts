import type { IncomingMessage } from 'node:http';
import type { Core } from '../core.ts';
import { PAGE_HEADERS, type Page } from './mount.ts';

/** What stands before a letter's token in the link that is printed on it. */
export const LETTERS = '/letters/';

/** The page behind that link, for whoever holds the paper: no account, no key. */
export async function letter(
  { store, settings, now }: Pick<Core, 'store' | 'settings' | 'now'>,
  { url = '' }: IncomingMessage,
): Promise<Page> {
  const token = url.slice(LETTERS.length).replace(/\?.*$/, '');
  const { letterPage } = await import('../../operator/letters/page.ts');
  const { status, html } = await letterPage(store.reader, settings.operatorName, token, now());
  return { status, type: 'text/html; charset=utf-8', text: html, headers: PAGE_HEADERS };
}
