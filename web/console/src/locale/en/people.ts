import type { people as texts } from "../pt-BR/people";

export const people: Record<keyof typeof texts, string> = {
  "people.title": "People and teams",
};
