import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { KnowledgePage } from "./KnowledgePage";

export const knowledge: Area = {
  path: "/knowledge",
  title: "knowledge.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/knowledge", component: KnowledgePage }),
  ],
};
