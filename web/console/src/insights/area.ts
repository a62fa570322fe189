import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { InsightsPage } from "./InsightsPage";

export const insights: Area = {
  path: "/insights",
  title: "insights.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/insights", component: InsightsPage }),
  ],
};
