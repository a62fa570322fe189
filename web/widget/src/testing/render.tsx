/** Shows widget parts in tests, with a conversation that goes where the test leads it. */
import { Blobs, Chat, type ChatState, type ServerFrame, Vault } from "@prosa/shared";
import { type RenderResult, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { act, type ReactNode } from "react";
import { vi } from "vitest";
import { WidgetProvider } from "../context";
import { Locale } from "../locale";

/** A socket that the test speaks through; what the widget sends lies in `sent`. */
export class Wire {
  static readonly OPEN = 1;
  static last: Wire | null = null;
  readonly readyState = Wire.OPEN;
  readonly sent: Record<string, unknown>[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    Wire.last = this;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {}

  /** The server says these. */
  async says(...frames: ServerFrame[]): Promise<void> {
    await act(async () => {
      for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
    });
  }

  async breaks(code = 1006): Promise<void> {
    await act(async () => this.onclose?.({ code }));
  }
}

export interface Shown extends RenderResult {
  chat: Chat;
  user: ReturnType<typeof userEvent.setup>;
  wire(): Wire;
  state(): ChatState;
}

/** Renders this as a part of the widget, in Portuguese, on a page of shop.example. */
export function show(part: ReactNode, { proactive = false } = {}): Shown {
  vi.stubGlobal("WebSocket", Wire);
  Wire.last = null;
  const things = new Map<string, string>();
  const keep = {
    keys: () => [...things.keys()],
    get: (key: string) => things.get(key) ?? null,
    set: (key: string, value: string) => void things.set(key, value),
    remove: (key: string) => void things.delete(key),
  };
  const chat = new Chat({
    url: "ws://shop.example/ws/chat",
    vault: new Vault(keep, "shop.example"),
    tooBig: "Grande demais.",
    files: { blobs: new Blobs("shop.example"), lost: "Perdido." },
  });
  const value = {
    chat,
    locale: new Locale("pt-BR"),
    server: "https://shop.example",
    doors: new EventTarget(),
    proactive,
  };
  const shown = render(<WidgetProvider value={value}>{part}</WidgetProvider>);
  return {
    ...shown,
    chat,
    user: userEvent.setup(),
    wire: () => Wire.last as Wire,
    state: () => chat.store.get(),
  };
}
