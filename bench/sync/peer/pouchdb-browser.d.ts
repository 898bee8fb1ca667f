/** The few members of PouchDB that the benchmark uses; the package brings no types of its own. */
declare module 'pouchdb-browser' {
  type Options = { batch_size: number; batches_limit: number };
  type Replicated = { ok: boolean; doc_write_failures: number };
  export default class PouchDB {
    constructor(name: string);
    bulkDocs(documents: readonly object[]): Promise<unknown>;
    info(): Promise<{ doc_count: number }>;
    replicate: {
      to(there: PouchDB, options: Options): Promise<Replicated>;
      from(there: PouchDB, options: Options): Promise<Replicated>;
    };
  }
}
