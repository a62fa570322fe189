export const inbox = {
  "inbox.title": "Conversas",
} as const;
