/** What every part of the widget needs: the conversation, the language, and where the server is. */
import type { Chat, ChatState } from "@prosa/shared";
import { createContext, useContext, useSyncExternalStore } from "react";
import type { Locale } from "./locale";
import { safeHref } from "./text/richText";

export interface WidgetContext {
  chat: Chat;
  locale: Locale;
  /** Origin that relative links and images of the server belong to. */
  server: string;
  /** Fires `open` and `close` when the page asks for it. */
  doors: EventTarget;
  /** Whether to connect on arrival, also where nobody has chatted: the bot may have something to say. */
  proactive: boolean;
}

const Context = createContext<WidgetContext | null>(null);
export const WidgetProvider = Context.Provider;

export function useWidget(): WidgetContext {
  const context = useContext(Context);
  if (context === null) throw new Error("outside of WidgetProvider");
  return context;
}

export function useLocale(): Locale {
  return useWidget().locale;
}

/** The conversation, anew after each change. */
export function useChatState(): ChatState {
  const { store } = useWidget().chat;
  return useSyncExternalStore(store.watch, store.get, store.get);
}

/** Full addresses for what the server sent, null where an address is not to be followed. */
export function useHref(): (address: string | null | undefined) => string | null {
  const { server } = useWidget();
  return (address) => safeHref(address, server);
}
