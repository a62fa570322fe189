/** Files on their way to the server, with how far they are. */
import { useCallback, useRef, useState } from "react";
import { Refusal, refusal } from "../../api/client";

export const MOST_BYTES = 10 * 1024 * 1024;

export interface Upload {
  key: string;
  name: string;
  /** 0 to 1. */
  done: number;
  /** Set once the server has it. */
  id: string | null;
  /** Why it failed: words of the server, "" when it gave none, `too_large` before it was tried. */
  error: string | null;
}

export interface Uploads {
  all: readonly Upload[];
  busy: boolean;
  add: (files: Iterable<File>) => void;
  remove: (key: string) => void;
  clear: () => void;
}

export function useUploads(conversation: string): Uploads {
  const [all, setAll] = useState<readonly Upload[]>([]);
  const under = useRef(new Map<string, () => void>());

  const change = useCallback(
    (key: string, changes: Partial<Upload>) =>
      setAll((known) => known.map((one) => (one.key === key ? { ...one, ...changes } : one))),
    [],
  );
  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const tooLarge = file.size > MOST_BYTES;
        const error = tooLarge ? "too_large" : null;
        setAll((known) => [...known, { key, name: file.name, done: 0, id: null, error }]);
        if (tooLarge) continue;
        const sending = upload(conversation, file, (done) => change(key, { done }));
        under.current.set(key, sending.cancel);
        sending.id.then(
          (id) => change(key, { id, done: 1 }),
          (reason: unknown) =>
            change(key, { error: reason instanceof Refusal ? reason.message : "" }),
        );
      }
    },
    [conversation, change],
  );
  const remove = useCallback((key: string) => {
    under.current.get(key)?.();
    setAll((known) => known.filter((one) => one.key !== key));
  }, []);
  const clear = useCallback(() => setAll([]), []);
  const busy = all.some(({ id, error }) => id === null && error === null);
  return { all, busy, add, remove, clear };
}

/** `fetch` tells nothing of how far it is. */
function upload(
  conversation: string,
  file: File,
  progress: (done: number) => void,
): { id: Promise<string>; cancel: () => void } {
  const request = new XMLHttpRequest();
  const id = new Promise<string>((resolve, reject) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (total > 0) progress(loaded / total);
    });
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      const known = typeof answer === "object" && answer !== null && "id" in answer;
      if (request.status < 300 && known) resolve(String(answer.id));
      else reject(refusal(request.status, answer));
    });
    request.addEventListener("error", () => reject(new TypeError("no connection")));
    request.open(
      "POST",
      `/api/agent/conversations/${conversation}/files?name=${encodeURIComponent(file.name)}`,
    );
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.send(file);
  });
  return { id, cancel: () => request.abort() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
