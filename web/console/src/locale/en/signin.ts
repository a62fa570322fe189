import type { signin as texts } from "../pt-BR/signin";

export const signin: Record<keyof typeof texts, string> = {
  "signin.title": "Sign in",
};
