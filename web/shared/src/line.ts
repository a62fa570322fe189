/** A socket that comes back by itself: when to connect, whether the line is alive, what a close code asks for. */
import { type Plan, planAfter } from "./backoff";
import { CloseCode } from "./protocol";
import type { Connection } from "./state";

/** What a line carries: frames from the server, and to it. */
export interface Frames {
  server: { type: string };
  client: { type: string };
}

export interface LineOptions<F extends Frames> {
  url: string;
  /** What is offered when connecting, a token among it. */
  protocols(): string[];
  /** The frame in this text, or null for what cannot be used. */
  decode(text: unknown): F["server"] | null;
  /** How often the server wants to hear something, when this is its greeting. */
  heartbeatSeconds(frame: F["server"]): number | null;
  ping: F["client"];
  /** The session is gone. */
  forgetToken(): void;
  onFrame(frame: F["server"]): void;
  onConnection(connection: Connection): void;
  /** The frame just sent was larger than the server takes. */
  onTooBig(): void;
}

/** Failed tries in a row after which people are told "offline" instead of "reconnecting". */
const TRIES_BEFORE_OFFLINE = 5;
const CONNECT_MS = 15_000;
/** A line that has lasted this long was a good one: the next wait is the shortest again. */
const STEADY_MS = 10_000;

export class Line<F extends Frames> {
  readonly #options: LineOptions<F>;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #attempt = 0;
  #heard = false;
  #holdOff = 0;
  #sleeping = false;
  #running = false;

  constructor(options: LineOptions<F>) {
    this.#options = options;
  }

  /** Connect, and stay so until `stop`. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    addEventListener("online", this.#wake);
    addEventListener("offline", this.#lost);
    document.addEventListener("visibilitychange", this.#look);
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    removeEventListener("online", this.#wake);
    removeEventListener("offline", this.#lost);
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#timer);
    this.#drop();
    this.#options.onConnection("idle");
  }

  /** False when there is no open socket to write to. */
  send(frame: F["client"]): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** The server asked to be left alone for this long, should it close now. */
  holdOff(seconds: number): void {
    this.#holdOff = seconds * 1000;
  }

  /** The line is needed now, if it has gone to sleep. */
  need(): void {
    if (this.#sleeping) this.#wake();
  }

  /** Give up this socket and get another one soon: it does not answer, or its session is gone. */
  renew(): void {
    if (this.#socket !== null) this.#closed(CloseCode.GOING_AWAY);
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#sleeping = false;
    const socket = this.#open(this.#options.protocols());
    if (socket === null) return;
    this.#socket = socket;
    if (this.#attempt === 0) this.#options.onConnection("connecting");
    this.#timer = setTimeout(() => this.renew(), CONNECT_MS);
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#closed(event.code);
  }

  #open(protocols: string[]): WebSocket | null {
    try {
      return new WebSocket(this.#options.url, protocols);
    } catch {
      // Not an address, or the page's policy forbids it: trying again changes nothing.
      this.#follow({ kind: "never" });
      return null;
    }
  }

  #received(data: unknown): void {
    this.#heard = true;
    const frame = this.#options.decode(data);
    if (frame === null) return;
    const heartbeat = this.#options.heartbeatSeconds(frame);
    if (heartbeat !== null) this.#established(heartbeat);
    this.#options.onFrame(frame);
  }

  #established(heartbeatSeconds: number): void {
    clearTimeout(this.#timer);
    // Not at once: a server that greets and then breaks off must not be asked again and again.
    this.#timer = setTimeout(() => {
      this.#attempt = 0;
    }, STEADY_MS);
    this.#holdOff = 0;
    clearInterval(this.#heartbeat);
    this.#heartbeat = setInterval(this.#beat, Math.max(1, heartbeatSeconds / 2) * 1000);
    this.#options.onConnection("online");
  }

  /** Silence since the last ping means that nobody is there. */
  readonly #beat = (): void => {
    if (!this.#heard) {
      this.renew();
      return;
    }
    this.#heard = false;
    this.send(this.#options.ping);
  };

  #closed(code: number): void {
    this.#drop();
    if (code === CloseCode.TOO_BIG) this.#options.onTooBig();
    const plan = planAfter(code, this.#attempt, Math.random(), this.#holdOff);
    this.#attempt += 1;
    this.#follow(plan);
  }

  #follow(plan: Plan): void {
    if (!this.#running) return;
    const away = plan.kind === "never" || !navigator.onLine || this.#attempt > TRIES_BEFORE_OFFLINE;
    this.#options.onConnection(away ? "offline" : "reconnecting");
    switch (plan.kind) {
      case "never":
        this.#running = false;
        return;
      case "when_needed":
        this.#sleeping = true;
        this.#look();
        return;
      case "new_session":
        this.#options.forgetToken();
    }
    this.#timer = setTimeout(() => this.#connect(), plan.delay);
  }

  #drop(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  readonly #wake = (): void => {
    if (this.#running && this.#socket === null) this.#connect();
  };

  readonly #lost = (): void => {
    if (this.#socket !== null) this.#closed(CloseCode.GOING_AWAY);
    else this.#options.onConnection("offline");
  };

  /** Somebody looks at the page again: timers slept, so find out at once. */
  readonly #look = (): void => {
    if (document.visibilityState !== "visible") return;
    if (this.#socket === null) this.#wake();
    else this.send(this.#options.ping);
  };
}
