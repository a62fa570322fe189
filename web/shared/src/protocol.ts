/**
 * The socket protocol. Generated from Python; do not edit. To renew it, in the checkout:
 *   python -m prosa.channels.web.schema > web/shared/protocol.schema.json && npm --prefix web run generate
 */

/**
 * How soon somebody should act. Order matters: see `rank`.
 */
export type Urgency = "low" | "medium" | "high" | "urgent";
/**
 * What went wrong, for programs. `message` says it to people, in Portuguese.
 */
export type ErrorCode =
  "invalid" | "too_long" | "empty" | "rate_limited" | "session" | "identity" | "unavailable";

/**
 * Every frame of the socket protocol.
 */
export interface Protocol {
  client:
    | SendMessage
    | SendTyping
    | SendEscalate
    | SendLeaveQueue
    | SendRating
    | SendThumb
    | SendSeen
    | SendResume
    | SendIdentify
    | SendPage
    | SendPing;
  server:
    | Connected
    | MessageFrame
    | Accepted
    | TypingFrame
    | DraftFrame
    | ResponseFrame
    | Escalated
    | QueueFrame
    | AgentMessage
    | RatingFrame
    | ThumbFrame
    | Resumed
    | ErrorFrame
    | Pong;
}
/**
 * Say something. `id` is the client's own; sending it again is answered by the same `accepted`.
 */
export interface SendMessage {
  id?: string | null;
  text: string;
  type: "message";
}
/**
 * The customer is typing (or has stopped).
 */
export interface SendTyping {
  on?: boolean;
  text?: string | null;
  type: "typing";
}
/**
 * Ask for a person.
 */
export interface SendEscalate {
  id?: string | null;
  type: "escalate";
}
/**
 * Wait for a person no longer: back to the assistant, leaving a message for people or not.
 *
 * Answered by a `queue` frame with the new owner. With a `message`, also by `accepted`; it becomes a ticket.
 */
export interface SendLeaveQueue {
  id?: string | null;
  message?: string | null;
  type: "leave_queue";
}
/**
 * The customer's verdict, 1 to 5.
 */
export interface SendRating {
  comment?: string;
  id?: string | null;
  score: number;
  type: "rating";
}
/**
 * Whether the `response` at offset `of` helped, if its `thumbs` is true. The last word counts.
 */
export interface SendThumb {
  id?: string | null;
  of: number;
  type: "thumb";
  up: boolean;
}
/**
 * Every `agent_message` up to this offset is here, or has been seen. Agents are shown it.
 */
export interface SendSeen {
  offset: number;
  state?: "delivered" | "read";
  type: "seen";
}
/**
 * Send what happened after this offset (-1: everything). `session_id` changes to that session first.
 */
export interface SendResume {
  after?: number;
  session_id?: string | null;
  type: "resume";
}
/**
 * Who the customer is: a token that the company's site has signed. Counts from the next message on.
 */
export interface SendIdentify {
  identity: string;
  type: "identify";
}
/**
 * The customer has been on a page for some seconds: told once a page that `connected.proactive` names.
 */
export interface SendPage {
  path: string;
  seconds: number;
  type: "page";
}
/**
 * Is the line alive? Answered by `ping` with the same `id`.
 */
export interface SendPing {
  id?: string | null;
  type: "ping";
}
/**
 * First frame of every connection, and again after `resume` changed the session.
 */
export interface Connected {
  agent_name?: string | null;
  assistant: Assistant;
  conversation_id: string;
  heartbeat_seconds: number;
  last_offset: number;
  max_chars: number;
  max_file_bytes?: number;
  owner: "bot" | "queue" | "agent" | "resolved";
  proactive?: PageWatch[] | null;
  queue?: QueuePlace | null;
  session_id: string;
  type: "connected";
  version?: number;
}
/**
 * Who the customer talks to, from the pack.
 */
export interface Assistant {
  company: string;
  greeting: string;
  name: string;
  starters: string[];
}
/**
 * Pages on which the bot may have something to say.
 */
export interface PageWatch {
  path: string;
  seconds: number;
}
/**
 * Where a waiting conversation stands.
 */
export interface QueuePlace {
  open?: boolean;
  position: number;
  reopens_at?: string | null;
  wait_seconds: number;
}
/**
 * A message of the customer, as stored: from this tab or another.
 */
export interface MessageFrame {
  at: string;
  files?: FileLink[];
  id: string | null;
  offset: number;
  text: string;
  type: "message";
}
/**
 * A file that was sent.
 */
export interface FileLink {
  bytes: number;
  link: string;
  media_type: string;
  name: string;
  picture?: boolean;
}
/**
 * The message `id` is committed and will be answered, whatever happens.
 */
export interface Accepted {
  at: string;
  id: string;
  offset: number;
  type: "accepted";
}
/**
 * Somebody on the company's side is typing.
 */
export interface TypingFrame {
  on: boolean;
  source: "bot" | "agent";
  type: "typing";
}
/**
 * The bot's answer as far as it is written. Show it until the `response` to the same message comes.
 *
 * That one may say something else: only it is in the log. Without text, there is no draft any more.
 */
export interface DraftFrame {
  answers: number;
  sequence: number;
  text: string;
  type: "draft";
}
/**
 * The bot's answer to the message at offset `answers`.
 */
export interface ResponseFrame {
  alternatives?: IntentFact[];
  answers: number | null;
  at: string;
  confidence?: number | null;
  entities?: EntityFact[];
  intent?: string | null;
  offset: number;
  response: ResponseBody;
  sentiment?: string | null;
  thumbs?: boolean;
  type: "response";
}
/**
 * An intent and its calibrated probability.
 */
export interface IntentFact {
  confidence: number;
  name: string;
}
/**
 * An entity the customer gave. Fields as in `language.understanding.Entity`.
 */
export interface EntityFact {
  end: number;
  kind: string;
  start: number;
  text: string;
  value: string;
}
/**
 * What the bot says. The same object that REST returns as `response`.
 */
export interface ResponseBody {
  actions?: Action[];
  order?: OrderCard | null;
  parts?: (Cards | Rows | Picture | Page | Place)[];
  product?: ProductCard | null;
  products?: ProductCard[];
  sources?: SourceLink[];
  suggestions?: string[];
  text: string;
  ticket?: TicketCard | null;
  type: string;
}
/**
 * A button. `say` sends `value` as the customer's message; `open` opens the link `value`.
 */
export interface Action {
  kind?: "say" | "open" | "escalate";
  label: string;
  value: string;
}
/**
 * An order as the shop's own system tells it.
 */
export interface OrderCard {
  carrier?: string | null;
  expected_at?: string | null;
  items?: string[];
  number: string;
  status: string;
  status_text: string;
  total?: number | null;
  tracking_code?: string | null;
}
/**
 * One card, or a carousel of several.
 */
export interface Cards {
  /**
   * In this order.
   *
   * @minItems 1
   * @maxItems 10
   */
  cards:
    | [Card]
    | [Card, Card]
    | [Card, Card, Card]
    | [Card, Card, Card, Card]
    | [Card, Card, Card, Card, Card]
    | [Card, Card, Card, Card, Card, Card]
    | [Card, Card, Card, Card, Card, Card, Card]
    | [Card, Card, Card, Card, Card, Card, Card, Card]
    | [Card, Card, Card, Card, Card, Card, Card, Card, Card]
    | [Card, Card, Card, Card, Card, Card, Card, Card, Card, Card];
  /**
   * `cards`.
   */
  kind: "cards";
}
/**
 * A card: title, words, picture, buttons. Several stand side by side, to be leafed through.
 */
export interface Card {
  /**
   * What the picture shows, for who cannot see it. Without: it only decorates.
   */
  alt?: string | null;
  /**
   * Below it.
   *
   * @maxItems 3
   */
  buttons?: [] | [Button] | [Button, Button] | [Button, Button, Button];
  /**
   * A picture above it.
   */
  image?: string | null;
  /**
   * One or two sentences.
   */
  text?: string | null;
  /**
   * In bold.
   */
  title: string;
}
/**
 * A button: what stands on it, and what tapping it does. Without `say` and `open` it says its label.
 */
export interface Button {
  /**
   * What stands on it.
   */
  label: string;
  /**
   * Opened in a new tab.
   */
  open?: string | null;
  /**
   * Sent as the customer's message.
   */
  say?: string | null;
}
/**
 * A list to choose from, or to read.
 */
export interface Rows {
  /**
   * `list`.
   */
  kind: "list";
  /**
   * In this order.
   *
   * @minItems 1
   * @maxItems 10
   */
  rows:
    | [Row]
    | [Row, Row]
    | [Row, Row, Row]
    | [Row, Row, Row, Row]
    | [Row, Row, Row, Row, Row]
    | [Row, Row, Row, Row, Row, Row]
    | [Row, Row, Row, Row, Row, Row, Row]
    | [Row, Row, Row, Row, Row, Row, Row, Row]
    | [Row, Row, Row, Row, Row, Row, Row, Row, Row]
    | [Row, Row, Row, Row, Row, Row, Row, Row, Row, Row];
  /**
   * Above it.
   */
  title?: string | null;
}
/**
 * A line of a list.
 */
export interface Row {
  /**
   * Sent as the customer's message when it is tapped. Without: the line is only read.
   */
  say?: string | null;
  /**
   * More on it.
   */
  text?: string | null;
  /**
   * What can be chosen.
   */
  title: string;
}
/**
 * A picture.
 */
export interface Picture {
  /**
   * What it shows, for who cannot see it.
   */
  alt: string;
  /**
   * Its address.
   */
  image: string;
  /**
   * `image`.
   */
  kind: "image";
}
/**
 * A page worth reading.
 */
export interface Page {
  /**
   * `link`.
   */
  kind: "link";
  /**
   * Its address.
   */
  link: string;
  /**
   * What it is about.
   */
  text?: string | null;
  /**
   * What it is called.
   */
  title: string;
}
/**
 * A place on the map, shown without anybody else's script.
 */
export interface Place {
  /**
   * As people write it.
   */
  address: string;
  /**
   * `map`.
   */
  kind: "map";
  /**
   * Degrees, north is positive.
   */
  latitude: number;
  /**
   * Degrees, east is positive.
   */
  longitude: number;
  /**
   * What is there.
   */
  title: string;
}
/**
 * A product as shown in chat. Prices in reais.
 */
export interface ProductCard {
  actions?: Action[];
  availability: "in_stock" | "few" | "out_of_stock" | "preorder";
  brand: string;
  category: string;
  description?: string;
  features?: string[];
  id: string;
  image?: string | null;
  link?: string | null;
  name: string;
  old_price?: number | null;
  price: number;
}
/**
 * Where an answer comes from: an article of the knowledge base.
 */
export interface SourceLink {
  id: string;
  link: string;
  title: string;
}
/**
 * A ticket as the customer sees it.
 */
export interface TicketCard {
  expected_at: string;
  number: number;
  status: "open" | "pending" | "solved" | "closed";
  type: string;
  urgency: Urgency;
}
/**
 * A person has been called; the bot is silent from here on.
 */
export interface Escalated {
  at: string;
  offset: number;
  queue?: QueuePlace | null;
  reason?: string | null;
  type: "escalated";
}
/**
 * Who owns the conversation now.
 *
 * With an offset it is an event of the log (an agent came, the bot is back, resolved); without, only the
 * place in the queue has changed.
 */
export interface QueueFrame {
  agent_name?: string | null;
  at?: string | null;
  offset?: number | null;
  owner: "bot" | "queue" | "agent" | "resolved";
  queue?: QueuePlace | null;
  type: "queue";
}
/**
 * A person says something.
 */
export interface AgentMessage {
  agent_name?: string | null;
  at: string;
  files?: FileLink[];
  offset: number;
  text: string;
  type: "agent_message";
}
/**
 * The verdict, as stored.
 */
export interface RatingFrame {
  at: string;
  offset: number;
  score: number;
  type: "rating";
}
/**
 * Whether the answer at offset `of` helped, as stored.
 */
export interface ThumbFrame {
  at: string;
  of: number;
  offset: number;
  type: "thumb";
  up: boolean;
}
/**
 * Everything after the asked offset has been sent; the client is up to date at `last_offset`.
 */
export interface Resumed {
  last_offset: number;
  type: "resume";
}
/**
 * Something was refused. The connection stays open unless a close code follows.
 */
export interface ErrorFrame {
  code: ErrorCode;
  id?: string | null;
  message: string;
  retry_after?: number | null;
  type: "error";
}
/**
 * The line is alive.
 */
export interface Pong {
  id?: string | null;
  type: "ping";
}

export const CloseCode = {
  "BROKEN": 1011,
  "FORBIDDEN": 4403,
  "GOING_AWAY": 1001,
  "IDLE": 4408,
  "RESTART": 1012,
  "SESSION": 4401,
  "TOO_BIG": 1009,
  "TOO_MANY_ERRORS": 4429,
  "TRY_LATER": 1013
} as const;

export const ErrorCode = {
  "EMPTY": "empty",
  "IDENTITY": "identity",
  "INVALID": "invalid",
  "RATE_LIMITED": "rate_limited",
  "SESSION": "session",
  "TOO_LONG": "too_long",
  "UNAVAILABLE": "unavailable"
} as const;

export const SUBPROTOCOL = "prosa.v1" as const;

export const VERSION = 1 as const;
