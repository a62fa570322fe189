import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Area } from "../areas";

export const knowledge: Area = {
  path: "/knowledge",
  title: "knowledge.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/knowledge",
      component: lazyRouteComponent(() => import("./KnowledgePage"), "KnowledgePage"),
    });
    return [
      page.addChildren([
        createRoute({
          getParentRoute: () => page,
          path: "/",
          component: lazyRouteComponent(() => import("./ArticleList"), "ArticleList"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/imports",
          component: lazyRouteComponent(() => import("./Imports"), "Imports"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/suggestions",
          component: lazyRouteComponent(() => import("./Suggestions"), "Suggestions"),
        }),
        createRoute({
          getParentRoute: () => page,
          path: "/unanswered",
          component: lazyRouteComponent(() => import("./Unanswered"), "Unanswered"),
        }),
      ]),
      createRoute({
        getParentRoute: () => parent,
        path: "/knowledge/new",
        component: lazyRouteComponent(() => import("./NewArticlePage"), "NewArticlePage"),
      }),
      createRoute({
        getParentRoute: () => parent,
        path: "/knowledge/articles/$id",
        component: lazyRouteComponent(() => import("./ArticlePage"), "ArticlePage"),
      }),
    ];
  },
};
