export const insights = {
  "insights.title": "Indicadores",
} as const;
