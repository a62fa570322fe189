import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { PeoplePage } from "./PeoplePage";

export const people: Area = {
  path: "/people",
  title: "people.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/people", component: PeoplePage }),
  ],
};
