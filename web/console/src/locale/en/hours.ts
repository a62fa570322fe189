import type { hours as texts } from "../pt-BR/hours";

export const hours: Record<keyof typeof texts, string> = {
  "hours.title": "Business hours",
};
