export const welcome = {
  "welcome.title": "Primeiros passos",
} as const;
