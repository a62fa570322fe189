import type { training as texts } from "../pt-BR/training";

export const training: Record<keyof typeof texts, string> = {
  "training.title": "Training",
};
