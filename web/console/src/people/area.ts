import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { AuditLog } from "./AuditLog";
import { PeopleList } from "./PeopleList";
import { PeoplePage } from "./PeoplePage";
import { TeamList } from "./TeamList";

export const people: Area = {
  path: "/people",
  title: "people.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/people",
      component: PeoplePage,
    });
    return [
      page.addChildren([
        createRoute({ getParentRoute: () => page, path: "/", component: PeopleList }),
        createRoute({ getParentRoute: () => page, path: "/teams", component: TeamList }),
        createRoute({ getParentRoute: () => page, path: "/audit", component: AuditLog }),
      ]),
    ];
  },
};
