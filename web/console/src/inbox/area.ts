import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { InboxPage } from "./InboxPage";

export const inbox: Area = {
  path: "/inbox",
  title: "inbox.title",
  routes: (parent) => [
    createRoute({ getParentRoute: () => parent, path: "/inbox", component: InboxPage }),
  ],
};
