import type { shell as texts } from "../pt-BR/shell";

export const shell: Record<keyof typeof texts, string> = {
  "day.today": "Today",
  "day.yesterday": "Yesterday",
  "shell.name": "Prosa",
};
