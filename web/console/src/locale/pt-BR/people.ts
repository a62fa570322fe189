export const people = {
  "people.title": "Pessoas e equipes",
} as const;
