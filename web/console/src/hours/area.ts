import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { HoursPage } from "./HoursPage";

export const hours: Area = {
  path: "/hours",
  title: "hours.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/hours", component: HoursPage }),
  ],
};
