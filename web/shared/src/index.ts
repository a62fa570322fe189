/** What every Prosa screen shares: the socket protocol, and a conversation kept in step with the server. */
export { delayBefore } from "./backoff";
export { Blobs } from "./blobs";
export { Chat, type ChatOptions } from "./chat";
export type { ClientFrame, LogFrame, ServerFrame } from "./frames";
export { browserStorage, type Keep, Vault } from "./keep";
export { type Frames, Line, type LineOptions } from "./line";
export { type Counted, LOCALE_NAMES, Locale, type LocaleName, localeNamed } from "./locale";
export type * from "./protocol";
export { CloseCode } from "./protocol";
export {
  type ChatState,
  type Connection,
  type Delivery,
  type Draft,
  type Notice,
  type Outgoing,
  type OutgoingFile,
  type Standing,
  start,
} from "./state";
export { Store } from "./store";
export { greets, type Item, ratingDue, type Thumbs, teaser, timeline, unread } from "./timeline";
