import type { welcome as texts } from "../pt-BR/welcome";

export const welcome: Record<keyof typeof texts, string> = {
  "welcome.title": "First steps",
};
