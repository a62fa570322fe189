/** A customer without a widget: what they say goes straight to the chat's socket, from a page of the site. */

export class Customer {
  #page;
  #key;

  constructor(page, key, conversation) {
    this.#page = page;
    this.#key = key;
    this.conversation = conversation;
  }

  /** A new customer on this page, where others may be too. */
  static async come(page) {
    const key = `c${Math.random().toString(36).slice(2)}`;
    return new Customer(page, key, await page.evaluate(connect, key));
  }

  /** Says it, and waits until it is kept. Returns its offset. */
  say(text) {
    return this.#page.evaluate(speak, { key: this.#key, text, until: "accepted" });
  }

  /** Says it, and waits for what the bot answers. */
  ask(text) {
    return this.#page.evaluate(speak, { key: this.#key, text, until: "response" });
  }

  /** Asks for a person. */
  callPerson() {
    return this.#page.evaluate(escalate, this.#key);
  }

  /** Writes without sending. */
  types(text) {
    return this.#page.evaluate(
      ([key, text]) => window[key].send(JSON.stringify({ type: "typing", on: true, text })),
      [this.#key, text],
    );
  }

  /** The verdict, 1 to 5. */
  rates(score, comment = "") {
    return this.#page.evaluate(
      ([key, frame]) => window[key].send(JSON.stringify(frame)),
      [this.#key, { type: "rating", score, comment }],
    );
  }

  leave() {
    return this.#page.evaluate((key) => window[key].close(), this.#key);
  }
}

/** Where customers may be: a page of the site that does nothing by itself. */
export async function outside(context) {
  const page = await context.newPage();
  await page.goto("/healthz");
  return page;
}

function connect(key) {
  return new Promise((resolve, reject) => {
    const url = new URL("/ws/chat", location.href);
    url.protocol = "ws:";
    const socket = new WebSocket(url, ["prosa.v1"]);
    window[key] = socket;
    socket.onerror = () => reject(new Error("no connection"));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "connected") resolve(frame.conversation_id);
    };
  });
}

function speak({ key, text, until }) {
  return new Promise((resolve, reject) => {
    const id = crypto.randomUUID();
    const alarm = setTimeout(() => reject(new Error(`nothing came of "${text}"`)), 30_000);
    window[key].onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      const meant = frame.type === until && (until !== "accepted" || frame.id === id);
      if (!meant) return;
      clearTimeout(alarm);
      resolve(frame.offset);
    };
    window[key].send(JSON.stringify({ type: "message", id, text }));
  });
}

function escalate(key) {
  return new Promise((resolve, reject) => {
    const alarm = setTimeout(() => reject(new Error("nobody was called")), 30_000);
    window[key].onmessage = ({ data }) => {
      if (!["escalated", "queue"].includes(JSON.parse(data).type)) return;
      clearTimeout(alarm);
      resolve();
    };
    window[key].send(JSON.stringify({ type: "escalate" }));
  });
}
