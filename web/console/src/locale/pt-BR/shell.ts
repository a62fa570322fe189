export const shell = {
  "day.today": "Hoje",
  "day.yesterday": "Ontem",
  "shell.name": "Prosa",
} as const;
