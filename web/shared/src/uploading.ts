/** One file to the server, by REST: `fetch` tells nothing of how far it is. */
import { decode } from "./frames";
import type { MessageFrame } from "./protocol";

export interface Sending {
  /** Origin. */
  server: string;
  conversation: string;
  token: string;
  file: { id: string; name: string; type: string; blob: Blob; text: string };
  onProgress(done: number): void;
}

/** `later`: nothing was decided, and the same may be sent again. */
export type Outcome =
  | { kind: "sent"; message: MessageFrame; token: string }
  | { kind: "refused"; error: string }
  | { kind: "later"; seconds: number }
  | { kind: "session" }
  | { kind: "cancelled" };

export interface Upload {
  id: string;
  outcome: Promise<Outcome>;
  cancel(): void;
}

const PATIENCE_MS = 150_000;
const AGAIN_SECONDS = 5;

export function upload({ server, conversation, token, file, onProgress }: Sending): Upload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<Outcome>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => total > 0 && onProgress(loaded / total);
    request.onload = () => resolve(outcomeOf(request));
    request.onabort = () => resolve({ kind: "cancelled" });
    request.onerror = () => resolve({ kind: "later", seconds: AGAIN_SECONDS });
    request.ontimeout = () => resolve({ kind: "later", seconds: AGAIN_SECONDS });
    const asked = new URLSearchParams({
      name: file.name.slice(-255) || "arquivo",
      message_id: file.id,
    });
    request.open("POST", `${server}/api/conversations/${conversation}/files?${asked}`);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    if (file.text !== "") request.setRequestHeader("X-Prosa-Text", encodeURIComponent(file.text));
    request.send(file.blob);
  });
  return { id: file.id, outcome, cancel: () => request.abort() };
}

/** What an answer means for the file. */
export function outcomeOf(
  request: Pick<XMLHttpRequest, "status" | "responseText" | "getResponseHeader">,
): Outcome {
  const { status } = request;
  const body = parsed(request.responseText);
  if (status === 201) {
    const message = decode(JSON.stringify(body.message));
    if (message?.type === "message" && typeof body.session_id === "string")
      return { kind: "sent", message, token: body.session_id };
  }
  if (status === 401) return { kind: "session" };
  const again = Number(request.getResponseHeader("Retry-After"));
  if (status < 400 || status >= 500 || status === 408 || status === 429)
    return { kind: "later", seconds: again > 0 ? again : AGAIN_SECONDS };
  const { message } = (body.error ?? {}) as { message?: unknown };
  return { kind: "refused", error: typeof message === "string" ? message : `HTTP ${status}` };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
