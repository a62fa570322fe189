import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { RepliesPage } from "./RepliesPage";

export const replies: Area = {
  path: "/replies",
  title: "replies.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/replies", component: RepliesPage }),
  ],
};
