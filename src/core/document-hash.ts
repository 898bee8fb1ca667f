/**
 * The name of a document towards an endpoint, where a device holds a group in part (ADR 0030). It keeps
 * addresses out of requests and tells nothing across groups. It is no secret from who has the group's notes.
 */
import { digest } from './document/digest.ts';
import type { Id } from './id.ts';

/** 32 hexadecimal digits. @param key one of the document's keys in its present form (core/document.ts) */
export function documentHash(group: Id, key: string): string {
  return digest(`${group}\n${key}`);
}
