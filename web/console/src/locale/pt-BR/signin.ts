export const signin = {
  "signin.title": "Entrar",
} as const;
