export const knowledge = {
  "knowledge.title": "Base de conhecimento",
} as const;
