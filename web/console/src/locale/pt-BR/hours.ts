export const hours = {
  "hours.title": "Horários",
} as const;
