export const training = {
  "training.title": "Treinamento",
} as const;
