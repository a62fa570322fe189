import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { InboxPage } from "./InboxPage";

export const inbox: Area = {
  path: "/inbox",
  title: "inbox.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/inbox",
      component: InboxPage,
    });
    // The page itself shows the conversation, so that it stays while one goes from one to the next.
    const conversation = createRoute({ getParentRoute: () => page, path: "/$conversation" });
    return [page.addChildren([conversation])];
  },
};
