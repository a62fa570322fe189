/** A conversation as one browser tab knows it. */
import type { LogFrame } from "./frames";
import type { Assistant, Connected, ErrorCode, QueuePlace } from "./protocol";

/** How the line to the server is. `idle`: nobody has asked for it yet. */
export type Connection = "idle" | "connecting" | "online" | "reconnecting" | "offline";

/** `waiting` to be sent, `sent` but not yet accepted, or `failed`: refused for good. */
export type Delivery = "waiting" | "sent" | "failed";

/** A photo or PDF on its way; what is in it lies in `Blobs`. */
export interface OutgoingFile {
  name: string;
  type: string;
  bytes: number;
}

/** Something the customer did that the server has not confirmed. */
export type Outgoing = {
  /** Ours; sending it twice stores it once. */
  id: string;
  /** Milliseconds since 1970, strictly increasing in a browser: the order of sending. */
  at: number;
  delivery: Delivery;
  /** Why it failed, for people. */
  error?: string;
  /** Of a file, how much has gone out: 0 to 1. */
  done?: number;
} & (
  | {
      kind: "message";
      text: string;
      /** Said instead of waiting for a person. */
      leaves?: true;
      file?: OutgoingFile;
    }
  | { kind: "escalate" }
  | { kind: "leave" }
  | { kind: "rating"; score: number; comment: string }
  | { kind: "thumb"; of: number; up: boolean }
);

/** Who speaks for the company, as of offset `at`. */
export interface Standing {
  at: number;
  owner: Connected["owner"];
  agentName: string | null;
  queue: QueuePlace | null;
}

/** The bot's answer to the message at offset `answers`, as far as it is written. */
export interface Draft {
  answers: number;
  sequence: number;
  text: string;
}

/** What the server refused, for people. */
export interface Notice {
  code: ErrorCode;
  message: string;
  /** Seconds until the refused message is sent again by itself. */
  retryAfter: number | null;
}

export interface ChatState {
  readonly connection: Connection;
  readonly conversation: string | null;
  readonly assistant: Assistant | null;
  readonly maxChars: number;
  /** Largest file that may be sent; 0: none may. */
  readonly maxFileBytes: number;
  /** Every event received, in order, each once. Offsets may have gaps: some events are not for customers. */
  readonly log: readonly LogFrame[];
  /** Everything up to this offset has been received: where to resume. */
  readonly seen: number;
  /** False from connecting until what was missed has arrived; only then may `seen` follow single events. */
  readonly caughtUp: boolean;
  /** As the server last told it outright; the events after it change it. */
  readonly told: Standing;
  readonly standing: Standing;
  readonly typing: "bot" | "agent" | null;
  /** Shown until the answer itself comes. */
  readonly draft: Draft | null;
  /** Offset of the answer that has last taken a draft's place. */
  readonly grown: number | null;
  readonly outbox: readonly Outgoing[];
  readonly notice: Notice | null;
  /** The customer has read up to here. */
  readonly read: number;
  /** The customer has closed what was shown of messages up to here outside of the chat. */
  readonly waved: number;
  /** Whether the bot may speak unasked, and so must know when the customer is typing. */
  readonly proactive: boolean;
}

const NOBODY_YET: Standing = { at: -1, owner: "bot", agentName: null, queue: null };

/** Before anything happened, with what an earlier page left unsent. */
export function start(outbox: readonly Outgoing[] = []): ChatState {
  return {
    connection: "idle",
    conversation: null,
    assistant: null,
    maxChars: 4000,
    maxFileBytes: 0,
    log: [],
    seen: -1,
    caughtUp: false,
    told: NOBODY_YET,
    standing: NOBODY_YET,
    typing: null,
    draft: null,
    grown: null,
    outbox,
    notice: null,
    read: -1,
    waved: -1,
    proactive: false,
  };
}

/** The same tab in another conversation: what was not sent yet goes there. */
export function startOver(state: ChatState): ChatState {
  return { ...start(state.outbox), connection: state.connection, notice: state.notice };
}
