export const replies = {
  "replies.title": "Respostas prontas",
} as const;
