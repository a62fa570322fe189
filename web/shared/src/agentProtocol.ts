/**
 * The agents' socket protocol. Generated from Python; do not edit. To renew it, in the checkout:
 *   python -m prosa.console.live.schema > web/shared/agent-protocol.schema.json && npm --prefix web run generate
 */

/**
 * What customers who wait for a person may count on, within times that the company sets.
 */
export type Promise = "first_response" | "next_response" | "resolution";
/**
 * Who caused an event.
 */
export type Source = "customer" | "bot" | "agent" | "system";
/**
 * Who speaks next for the company. There is always exactly one.
 */
export type Owner = "bot" | "queue" | "agent" | "resolved";
/**
 * How soon somebody should act. Order matters: see `rank`.
 */
export type Urgency = "low" | "medium" | "high" | "urgent";
/**
 * What a turn did for the customer.
 */
export type Outcome =
  "answered" | "asked" | "clarified" | "ticketed" | "handed_over" | "warned" | "failed";
/**
 * What a message is, so that a screen can show it in its own way.
 */
export type MessageType =
  | "text"
  | "article"
  | "products"
  | "order"
  | "question"
  | "clarify"
  | "ticket"
  | "handoff"
  | "warning"
  | "apology"
  | "proactive";
/**
 * Why a conversation left the hands it was in. Without one, whoever held it did it by hand.
 */
export type HandOffCause =
  "automatic" | "transferred" | "no_answer" | "gone" | "left_queue" | "floor_back";
/**
 * Why a person is called.
 */
export type HandOffReason = "asked" | "unsure" | "anger" | "failure" | "abuse";
/**
 * The ways a conversation changes hands.
 */
export type HandOffStep = "requested" | "assigned" | "released" | "returned" | "resolved" | "lent";
/**
 * How soon somebody should act. Order matters: see `rank`.
 */
export type Urgency1 = "low" | "medium" | "high" | "urgent";
/**
 * Why somebody should look up.
 */
export type NoticeCode = "assigned" | "mention" | "sla_warning" | "new_in_queue";
/**
 * What went wrong, for programs. `message` says it to people, in Portuguese.
 */
export type ErrorCode = "invalid" | "no_such_conversation" | "too_many_open" | "unavailable";

/**
 * Every frame of the agents' socket.
 */
export interface AgentProtocol {
  client: SendOpen | SendClose | SendTyping | SendSeen | SendActive | SendPing;
  server:
    | Connected
    | ConversationsFrame
    | CountsFrame
    | EventsFrame
    | Opened
    | ViewersFrame
    | CustomerTyping
    | PresenceFrame
    | NoticeFrame
    | ErrorFrame
    | Pong;
}
/**
 * Look at a conversation: `events` after this offset follow, then `opened`, then what happens.
 */
export interface SendOpen {
  after?: number;
  conversation: string;
  type: "open";
}
/**
 * Look away.
 */
export interface SendClose {
  conversation: string;
  type: "close";
}
/**
 * Writing a message in an open conversation, or no more. Send it again every few seconds meanwhile.
 */
export interface SendTyping {
  conversation: string;
  on?: boolean;
  type: "typing";
}
/**
 * Everything up to this offset was on the screen.
 */
export interface SendSeen {
  conversation: string;
  offset: number;
  type: "seen";
}
/**
 * The person did something just now: they are there. At most every half a minute.
 */
export interface SendActive {
  type: "active";
}
/**
 * Is the line alive? Answered by `ping`.
 */
export interface SendPing {
  type: "ping";
}
/**
 * First frame of every connection. Lists are read over REST now; what changes from here on is told.
 */
export interface Connected {
  agent: AgentView;
  heartbeat_seconds?: number;
  type: "connected";
  version?: number;
}
/**
 * The agent who calls.
 */
export interface AgentView {
  email: string;
  id: string;
  max_conversations: number;
  name: string;
  skills: string[];
}
/**
 * Conversations that have changed, whoever owns them, as they stand now. At most five frames a second.
 */
export interface ConversationsFrame {
  conversations: ConversationRow[];
  type: "conversations";
}
/**
 * A conversation as a list shows it to one agent.
 */
export interface ConversationRow {
  agent_messages: number;
  assigned_at: string | null;
  assignee: string | null;
  bot_messages: number;
  /**
   * Promises that were not kept.
   */
  breached: Promise[];
  channel: string;
  customer_messages: number;
  /**
   * As far as it is known.
   */
  customer_name?: string | null;
  /**
   * The customer's device has got the agents' messages up to this offset.
   */
  delivered_offset: number;
  escalations: number;
  first_response_at: string | null;
  first_response_due: string | null;
  /**
   * Set by a search, unless what was found says nothing by itself.
   */
  found?: Found | null;
  id: string;
  last_agent: string | null;
  last_message_at?: string | null;
  /**
   * Offset of the last event; -1 when nothing was said.
   */
  last_offset: number;
  /**
   * Who said it.
   */
  last_source?: Source | null;
  /**
   * While the bot runs `lent_form`: who asked it to, and gets the floor back.
   */
  lent_by: string | null;
  lent_form: string | null;
  next_response_due: string | null;
  opened_at: string;
  owner: Owner;
  /**
   * In the queue: who gets it, when there and free.
   */
  preferred_agent: string | null;
  /**
   * How the last message begins, on one line.
   */
  preview?: string | null;
  queued_at: string | null;
  rating: number | null;
  /**
   * The customer has seen them up to this one.
   */
  read_offset: number;
  /**
   * Why it was resolved last: `answered`, `done`, `ticket`, `silent`, `spam`, or `other`.
   */
  resolution: string | null;
  /**
   * By when each is promised, in business hours; null: not promised, or kept.
   */
  resolution_due: string | null;
  skill: string | null;
  /**
   * Put aside until then, or until the customer writes.
   */
  snoozed_until: string | null;
  tags: string[];
  /**
   * Only members of this team are given it.
   */
  team: string | null;
  /**
   * Messages of the customer that this agent has not seen.
   */
  unread?: number;
  updated_at: string;
  urgency: Urgency;
  /**
   * Comes first among equals.
   */
  vip: boolean;
  /**
   * Since when the customer waits for a person's answer.
   */
  waiting_since: string | null;
  /**
   * Promises that were noticed to be near.
   */
  warned: Promise[];
}
/**
 * Where a search found something.
 */
export interface Found {
  /**
   * Of the event; -1: in what is known of the customer.
   */
  offset: number;
  /**
   * The text around it, in order.
   */
  pieces: Piece[];
  source: Source;
}
/**
 * A stretch of a text.
 */
export interface Piece {
  /**
   * Whether it is one of the words that were looked for.
   */
  match?: boolean;
  text: string;
}
/**
 * How many each list holds: after `connected`, and when they change.
 */
export interface CountsFrame {
  counts: Counts;
  type: "counts";
}
/**
 * How many conversations each list holds, for one agent.
 */
export interface Counts {
  /**
   * Open: with a person, waiting, or with the bot and moved within a day.
   */
  all?: number;
  /**
   * The open ones, by their team's id.
   */
  by_team?: {
    [k: string]: number;
  };
  /**
   * In which this agent was mentioned and has not looked since.
   */
  mentions?: number;
  mine?: number;
  /**
   * Waiting for a person.
   */
  queue?: number;
  sla?: PromiseCounts;
  /**
   * This agent's, asleep.
   */
  snoozed?: number;
  /**
   * Open and held by nobody: waiting, or with the bot and moved within a day.
   */
  unassigned?: number;
}
/**
 * Conversations whose promised time is near, or has passed.
 */
export interface PromiseCounts {
  breached?: number;
  due?: number;
}
/**
 * The next events of an open conversation.
 */
export interface EventsFrame {
  conversation: string;
  events: EventView[];
  type: "events";
}
/**
 * One event of a conversation's log.
 */
export interface EventView {
  at: string;
  data: Message | HandOff | Delivery | Rating | Thumb | Note | Mark | System;
  offset: number;
  source: Source;
}
/**
 * Something said, by anyone.
 */
export interface Message {
  actions?: Action[];
  agent?: string | null;
  agent_name?: string | null;
  answers?: number | null;
  facts?: Facts | null;
  files?: FileCard[];
  kind: "message";
  order?: OrderCard | null;
  parts?: (Cards | Rows | Picture | Page | Place)[];
  products?: ProductCard[];
  sources?: SourceLink[];
  suggestions?: string[];
  text: string;
  ticket?: TicketCard | null;
  type?: MessageType;
  unasked?: Unasked | null;
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
 * What a turn understood and did. Everything `Context` needs to be rebuilt.
 */
export interface Facts {
  actions?: ActionFact[];
  adding?: number | null;
  also?: IntentFact[];
  alternatives?: IntentFact[];
  anger?: boolean;
  entities?: EntityFact[];
  erasing?: boolean;
  follows?: boolean;
  form?: FormState | null;
  intent: IntentFact;
  later?: string[];
  milliseconds?: number;
  mood?: number;
  offered?: string[];
  options?: string[];
  outcome: Outcome;
  preferences?: {
    [k: string]: string;
  };
  products?: string[];
  reply?: string | null;
  sentiment: string;
  small_talk?: boolean;
  sureness?: number | null;
}
/**
 * What came of an action.
 */
export interface ActionFact {
  name: string;
  outcome: "done" | "not_found" | "refused" | "unavailable";
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
 * A form the customer is filling in.
 */
export interface FormState {
  asking?: string | null;
  attempt?: number;
  began?: number;
  checked?: string[];
  form: string;
  found?: {
    [k: string]: string;
  };
  proposed?: string | null;
  skipped?: string[];
  stage?: "filling" | "offered" | "confirming" | "confirmed" | "resuming" | "carried";
  ticket?: number | null;
  tries?: number;
  values?: {
    [k: string]: string;
  };
}
/**
 * A file that was sent. What is in it lies in the database, encrypted.
 */
export interface FileCard {
  bytes: number;
  id: string;
  link?: string;
  media_type: string;
  name: string;
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
 * Why the bot spoke without being asked, and what the next message may lean on.
 */
export interface Unasked {
  entities?: EntityFact[];
  options?: string[];
  reply?: string | null;
  rule: string;
}
/**
 * The conversation changes hands.
 */
export interface HandOff {
  agent?: string | null;
  agent_name?: string | null;
  answers?: number | null;
  by?: string | null;
  cause?: HandOffCause | null;
  form?: string | null;
  kind: "handoff";
  note?: string;
  preferred?: string | null;
  queue?: QueuePlace | null;
  reason?: HandOffReason | null;
  resolution?: string;
  skill?: string | null;
  step: HandOffStep;
  team?: string | null;
  urgency?: Urgency1;
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
 * A channel's word on one of our messages. Only moves up; failed stands apart.
 */
export interface Delivery {
  error?: string | null;
  kind: "status";
  of: number;
  state: "queued" | "sent" | "delivered" | "read" | "failed";
}
/**
 * The customer's verdict on what was dealt with since the conversation was last resolved, or began.
 */
export interface Rating {
  agent?: string | null;
  article?: string | null;
  by?: "bot" | "agent";
  comment?: string;
  intent?: string | null;
  kind: "rating";
  score: number;
}
/**
 * Whether an answer of the bot helped, to the customer. Of several on one answer the last counts.
 */
export interface Thumb {
  article?: string | null;
  intent?: string | null;
  kind: "thumb";
  of: number;
  up: boolean;
}
/**
 * Written by an agent for agents; the customer never sees it.
 */
export interface Note {
  agent?: string | null;
  agent_name?: string | null;
  kind: "note";
  mentions?: string[];
  text: string;
}
/**
 * People put something on a conversation that lists go by; the customer never sees it.
 */
export interface Mark {
  agent?: string | null;
  agent_name?: string | null;
  kind: "mark";
  priority?: Urgency | null;
  tags?: string[];
  until?: string | null;
  vip?: boolean;
  what: "tags" | "priority" | "snoozed" | "woken" | "vip";
}
/**
 * Something that happened to the conversation without a voice.
 */
export interface System {
  code: "identified" | "erased" | "promise_near" | "promise_broken";
  customer?: string | null;
  detail?: {
    [k: string]: string;
  };
  form?: FormState | null;
  form_asked_at?: string | null;
  kind: "system";
  preferences?: {
    [k: string]: string;
  };
}
/**
 * Everything after the asked offset has been sent, up to this one.
 */
export interface Opened {
  conversation: string;
  last_offset: number;
  type: "opened";
}
/**
 * Who looks at an open conversation now, on all nodes, and who of them types. You are among them.
 */
export interface ViewersFrame {
  conversation: string;
  type: "viewers";
  viewers: Viewer[];
}
/**
 * An agent who looks at a conversation.
 */
export interface Viewer {
  id: string;
  name: string;
  typing: boolean;
}
/**
 * The customer of an open conversation types, or has stopped. Six seconds later it is over anyway.
 */
export interface CustomerTyping {
  conversation: string;
  on: boolean;
  preview?: string;
  type: "customer_typing";
}
/**
 * Who is there: after `connected`, and when it changes.
 */
export interface PresenceFrame {
  agents: Colleague[];
  type: "presence";
}
/**
 * Whether somebody is there.
 */
export interface Colleague {
  id: string;
  max: number;
  name: string;
  open: number;
  presence: "online" | "busy" | "away" | "offline";
}
/**
 * Something this agent should hear of at once.
 */
export interface NoticeFrame {
  at: string;
  code: NoticeCode;
  conversation: string;
  text?: string | null;
  type: "notice";
}
/**
 * A frame was refused. The connection stays open unless a close code follows.
 */
export interface ErrorFrame {
  code: ErrorCode;
  conversation?: string | null;
  message: string;
  type: "error";
}
/**
 * The line is alive.
 */
export interface Pong {
  type: "ping";
}

export const CloseCode = {
  "BROKEN": 1011,
  "FORBIDDEN": 4403,
  "GOING_AWAY": 1001,
  "IDLE": 4408,
  "RESTART": 1012,
  "SIGNED_OUT": 4401,
  "TOO_BIG": 1009,
  "TOO_MANY_ERRORS": 4429,
  "TRY_LATER": 1013
} as const;

export const ErrorCode = {
  "INVALID": "invalid",
  "NO_SUCH_CONVERSATION": "no_such_conversation",
  "TOO_MANY_OPEN": "too_many_open",
  "UNAVAILABLE": "unavailable"
} as const;

export const NoticeCode = {
  "ASSIGNED": "assigned",
  "MENTION": "mention",
  "NEW_IN_QUEUE": "new_in_queue",
  "SLA_WARNING": "sla_warning"
} as const;

export const SUBPROTOCOL = "prosa.agent.v1" as const;

export const VERSION = 1 as const;
