import { hash } from 'node:crypto';
import type { Announcement } from '../domain/routing/route.ts';

/** What stands for a text where only its being the same matters. */
export function textDigest(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** The same of announcements, whenever they came; empty where there are none, as where nothing is stored. */
export function announcedDigest(announced: readonly Announcement[]): string {
  if (announced.length === 0) return '';
  const said = announced.map(({ cidr, asPath, med, communities }) => [cidr, asPath, med, communities]);
  return textDigest(JSON.stringify(said));
}
