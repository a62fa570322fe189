import type { insights as texts } from "../pt-BR/insights";

export const insights: Record<keyof typeof texts, string> = {
  "insights.title": "Insights",
};
