import type { replies as texts } from "../pt-BR/replies";

export const replies: Record<keyof typeof texts, string> = {
  "replies.title": "Canned replies",
};
