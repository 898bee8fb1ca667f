/** Upgrades of an IndexedDB database that end at a chosen step, as they do when the browser dies: nothing of them is kept. */
import 'fake-indexeddb/auto';

export type Upgrades = {
  /** The next upgrades are aborted at this change (from 1). */
  cutAt(step: number): void;
  /** Changes made by upgrades since `cutAt`. */
  steps(): number;
  mend(): void;
};

export function interruptUpgrades(): Upgrades {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { put, add, clear } = IDBObjectStore.prototype;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { createObjectStore } = IDBDatabase.prototype;
  let [at, steps] = [Infinity, 0];
  let upgrading: IDBTransaction | null = null;
  const step = (): void => {
    if (++steps === at) upgrading?.abort();
  };
  const ofStore = (store: IDBObjectStore): void => {
    if (store.transaction.mode !== 'versionchange') return;
    upgrading = store.transaction;
    step();
  };
  IDBObjectStore.prototype.put = function (...given) {
    ofStore(this);
    return put.apply(this, given);
  };
  IDBObjectStore.prototype.add = function (...given) {
    ofStore(this);
    return add.apply(this, given);
  };
  IDBObjectStore.prototype.clear = function () {
    ofStore(this);
    return clear.apply(this);
  };
  IDBDatabase.prototype.createObjectStore = function (...given) {
    const made = createObjectStore.apply(this, given);
    ofStore(made);
    return made;
  };
  return {
    cutAt: (next) => ([at, steps] = [next, 0]),
    steps: () => steps,
    mend: () => {
      Object.assign(IDBObjectStore.prototype, { put, add, clear });
      Object.assign(IDBDatabase.prototype, { createObjectStore });
    },
  };
}
