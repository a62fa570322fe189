import { createRoute } from "@tanstack/react-router";
import type { Area } from "../areas";
import { ArticleList } from "./ArticleList";
import { ArticlePage } from "./ArticlePage";
import { Imports } from "./Imports";
import { KnowledgePage } from "./KnowledgePage";
import { NewArticlePage } from "./NewArticlePage";
import { Suggestions } from "./Suggestions";
import { Unanswered } from "./Unanswered";

export const knowledge: Area = {
  path: "/knowledge",
  title: "knowledge.title",
  routes: (parent) => {
    const page = createRoute({
      getParentRoute: () => parent,
      path: "/knowledge",
      component: KnowledgePage,
    });
    return [
      page.addChildren([
        createRoute({ getParentRoute: () => page, path: "/", component: ArticleList }),
        createRoute({ getParentRoute: () => page, path: "/imports", component: Imports }),
        createRoute({ getParentRoute: () => page, path: "/suggestions", component: Suggestions }),
        createRoute({ getParentRoute: () => page, path: "/unanswered", component: Unanswered }),
      ]),
      createRoute({
        getParentRoute: () => parent,
        path: "/knowledge/new",
        component: NewArticlePage,
      }),
      createRoute({
        getParentRoute: () => parent,
        path: "/knowledge/articles/$id",
        component: ArticlePage,
      }),
    ];
  },
};
