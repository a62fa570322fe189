import type { inbox as texts } from "../pt-BR/inbox";

export const inbox: Record<keyof typeof texts, string> = {
  "inbox.title": "Conversations",
};
