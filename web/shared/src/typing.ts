/** Tells the server that the customer is typing; while a person speaks with them, also what. */

/** Whoever sees that somebody types is told this often at most. */
const SIGN_EVERY_MS = 3_000;
/** A person who sees what is written. */
const TEXT_EVERY_MS = 1_000;
/** What the server takes of an unfinished message. */
const LONGEST = 500;

export interface TypingSign {
  type: "typing";
  on: boolean;
  text?: string;
}

/** Who is there to see it: a person who speaks with the customer sees the text, others only that there is one. */
export type Audience = "person" | "others" | "nobody";

export class TypingSigns {
  readonly #send: (sign: TypingSign) => void;
  #toldAt = 0;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (sign: TypingSign) => void) {
    this.#send = send;
  }

  /** The field holds this text now. */
  wrote(text: string, audience: Audience): void {
    clearTimeout(this.#later);
    if (audience === "nobody") return;
    if (text === "") {
      if (this.#toldAt !== 0) this.#send({ type: "typing", on: false });
      this.#toldAt = 0;
      return;
    }
    const every = audience === "person" ? TEXT_EVERY_MS : SIGN_EVERY_MS;
    const early = this.#toldAt + every - Date.now();
    if (early <= 0) this.#tell(text, audience);
    // The last keystrokes before a pause are shown, too.
    else if (audience === "person")
      this.#later = setTimeout(() => this.#tell(text, audience), early);
  }

  /** What was written is sent, or the page goes. */
  stop(): void {
    clearTimeout(this.#later);
    this.#toldAt = 0;
  }

  #tell(text: string, audience: Audience): void {
    this.#toldAt = Date.now();
    const sign: TypingSign = { type: "typing", on: true };
    // By whole characters: half of an emoji is none.
    if (audience === "person") sign.text = Array.from(text).slice(0, LONGEST).join("");
    this.#send(sign);
  }
}
