/** Files that wait to be sent: in this page, and over a reload where the browser keeps them. */

const STORE = "files";

export class Blobs {
  readonly #here = new Map<string, Blob>();
  readonly #name: string;
  #base: Promise<IDBDatabase | null> | undefined;

  /** Apart from those of other servers. */
  constructor(server: string) {
    this.#name = `prosa:${server}`;
  }

  put(id: string, blob: Blob): void {
    this.#here.set(id, blob);
    void this.#work("readwrite", (store) => store.put(blob, id));
  }

  async get(id: string): Promise<Blob | null> {
    const here = this.#here.get(id);
    if (here !== undefined) return here;
    const kept: unknown = await this.#work("readonly", (store) => store.get(id));
    if (!(kept instanceof Blob)) return null;
    this.#here.set(id, kept);
    return kept;
  }

  drop(id: string): void {
    this.#here.delete(id);
    void this.#work("readwrite", (store) => store.delete(id));
  }

  /** Forgets what an earlier page left and nobody waits for. */
  keepOnly(ids: ReadonlySet<string>): void {
    // Another tab may be about to put its own: only what was there before is looked at.
    const wanted = new Set(ids);
    void this.#work("readonly", (store) => store.getAllKeys()).then((keys) => {
      for (const key of Array.isArray(keys) ? keys : [])
        if (!wanted.has(String(key)) && !this.#here.has(String(key))) this.drop(String(key));
    });
  }

  /** What comes of it; undefined where the browser keeps nothing. */
  async #work(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    this.#base ??= this.#open();
    const base = await this.#base;
    if (base === null) return undefined;
    try {
      return await answer(ask(base.transaction(STORE, mode).objectStore(STORE)));
    } catch {
      return undefined;
    }
  }

  async #open(): Promise<IDBDatabase | null> {
    try {
      const opening = indexedDB.open(this.#name, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      return await answer(opening);
    } catch {
      return null;
    }
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
