import type { knowledge as texts } from "../pt-BR/knowledge";

export const knowledge: Record<keyof typeof texts, string> = {
  "knowledge.title": "Knowledge base",
};
