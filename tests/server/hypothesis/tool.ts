/** A tool of somebody's, which speaks the API of Hypothesis with a personal token. */
import * as v from 'valibot';
import { madeToken } from '../../../src/protocol/account.ts';
import { Learner, request, type Answer } from '../class.ts';

/** As much of an annotation as tests look at. */
export const annotation = v.looseObject({
  id: v.string(),
  created: v.string(),
  updated: v.string(),
  user: v.string(),
  uri: v.string(),
  text: v.string(),
  tags: v.array(v.string()),
  group: v.string(),
  permissions: v.object({
    read: v.array(v.string()),
    admin: v.array(v.string()),
    update: v.array(v.string()),
    delete: v.array(v.string()),
  }),
  references: v.optional(v.array(v.string())),
  hidden: v.boolean(),
});
export type Annotation = v.InferOutput<typeof annotation>;
const found = v.object({ total: v.number(), rows: v.array(annotation), replies: v.optional(v.array(annotation)) });

export const URI = 'https://example.org/reading';

export class Tool {
  readonly owner: Learner;
  readonly token: string;
  readonly id: string;

  constructor(owner: Learner, token: string, id: string) {
    [this.owner, this.token, this.id] = [owner, token, id];
  }

  static async of(owner: Learner, name = 'a tool'): Promise<Tool> {
    const made = v.parse(madeToken, JSON.parse((await owner.ask('POST', '/account/v1/tokens', { name })).text));
    return new Tool(owner, made.token, made.entry.id);
  }

  get user(): string {
    return `acct:${this.owner.id}@127.0.0.1`;
  }

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return request(this.owner.url, method, `/api/${path}`, body, this.token);
  }

  async search(query: Record<string, string> = {}): Promise<v.InferOutput<typeof found>> {
    const answer = await this.ask('GET', `search?${new URLSearchParams(query)}`);
    if (answer.status !== 200) throw new Error(`search: ${answer.status} ${answer.text}`);
    return v.parse(found, JSON.parse(answer.text));
  }

  async make(change: Record<string, unknown> = {}): Promise<Annotation> {
    return read(await this.ask('POST', 'annotations', { uri: URI, ...change }));
  }

  /** For all of a group. */
  share(group: string, change: Record<string, unknown> = {}): Promise<Annotation> {
    return this.make({ group, permissions: { read: [`group:${group}`] }, ...change });
  }
}

export function read(answer: Answer): Annotation {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return v.parse(annotation, JSON.parse(answer.text));
}

/** What a refusal says. */
export function reasonOf(answer: Answer): string {
  return v.parse(v.strictObject({ status: v.literal('failure'), reason: v.string() }), JSON.parse(answer.text)).reason;
}
