/** A server for tests: keeps a log, speaks the protocol, and fails when told to. */
import { vi } from "vitest";
import type { ClientFrame, LogFrame, ServerFrame } from "../frames";
import { CloseCode } from "../protocol";
import { at, connected, said } from "./frames";

/** What happens to the next message: the line is cut before or after it is stored, or it is refused for now. */
export type Mishap = "lost" | "stored_but_cut" | "rate_limited" | "unavailable";

export class FakeServer {
  readonly log: LogFrame[] = [];
  readonly received: ClientFrame[] = [];
  readonly offered: string[][] = [];
  readonly #sockets = new Set<FakeSocket>();
  readonly #mishaps: Mishap[] = [];
  up = true;
  token = "token";

  constructor() {
    const server = this;
    vi.stubGlobal(
      "WebSocket",
      class extends FakeSocket {
        constructor(_url: string, protocols: string[]) {
          super(server);
          server.offered.push(protocols);
          setTimeout(() => server.#arrive(this, protocols), 1);
        }
      },
    );
  }

  next(mishap: Mishap): void {
    this.#mishaps.push(mishap);
  }

  /** Everyone is cut off, as by kill -9. */
  crash(code = 1006): void {
    for (const socket of [...this.#sockets]) this.#hangUp(socket, code);
  }

  /** Say something to everyone connected. */
  tell(frame: ServerFrame): void {
    for (const socket of this.#sockets) socket.hear(frame);
  }

  #arrive(socket: FakeSocket, protocols: string[]): void {
    if (socket.readyState === 3) return;
    const offered = protocols.find((protocol) => protocol.startsWith("token."));
    if (!this.up) {
      this.#hangUp(socket, 1006);
    } else if (offered !== undefined && offered !== `token.${this.token}`) {
      this.#hangUp(socket, CloseCode.SESSION);
    } else {
      socket.readyState = 1;
      this.#sockets.add(socket);
      socket.hear({ ...connected(this.log), session_id: this.token });
    }
  }

  hear(socket: FakeSocket, frame: ClientFrame): void {
    this.received.push(frame);
    switch (frame.type) {
      case "ping":
        socket.hear({ type: "ping", id: frame.id ?? null });
        break;
      case "resume":
        for (const event of this.log) if (event.offset > (frame.after ?? -1)) socket.hear(event);
        socket.hear({ type: "resume", last_offset: this.log.length - 1 });
        break;
      case "message":
        this.#message(socket, frame.id ?? "", frame.text, this.#mishaps.shift());
    }
  }

  #message(socket: FakeSocket, id: string, text: string, mishap: Mishap | undefined): void {
    if (mishap === "rate_limited" || mishap === "unavailable") {
      socket.hear({ type: "error", code: mishap, message: "Espere.", id, retry_after: 3 });
      return;
    }
    if (mishap !== "lost") {
      const { offset } = this.#store(id, text);
      socket.hear({ type: "accepted", id, offset, at: at(offset) });
    }
    if (mishap !== undefined) this.#hangUp(socket, 1006);
  }

  #store(id: string, text: string): LogFrame {
    const before = this.log.find((event) => event.type === "message" && event.id === id);
    if (before !== undefined) return before;
    const event = said(this.log.length, id, text);
    this.log.push(event);
    return event;
  }

  #hangUp(socket: FakeSocket, code: number): void {
    this.#sockets.delete(socket);
    socket.readyState = 3;
    socket.onclose?.({ code });
  }
}

export class FakeSocket {
  static readonly OPEN = 1;
  readonly #server: FakeServer;
  readyState = 0;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  send(text: string): void {
    setTimeout(() => {
      if (this.readyState === 1) this.#server.hear(this, JSON.parse(text));
    }, 1);
  }

  hear(frame: ServerFrame): void {
    setTimeout(() => {
      if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
    }, 1);
  }

  close(): void {
    this.readyState = 3;
  }
}
