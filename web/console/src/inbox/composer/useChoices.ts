/** What can be picked for what is being typed. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import * as desk from "../deskCalls";
import { useColleagues } from "../people";
import { cited } from "./citing";
import { handleOf } from "./mentions";
import type { Choice } from "./Picker";
import { fitting, type Picking } from "./picking";

export function useChoices(
  conversation: string,
  picking: Picking | null,
): { choices: readonly Choice[]; loading: boolean } {
  const trigger = picking?.trigger ?? null;
  const query = picking?.query ?? "";
  const colleagues = useColleagues();
  const canned = useQuery({
    queryKey: ["inbox", "canned", conversation],
    queryFn: () => desk.canned(conversation),
    // Their variables are filled in with what is known now: the name may just have been written down.
    staleTime: 0,
    enabled: trigger === "/",
    retry: false,
  });
  const articles = useQuery({
    queryKey: ["inbox", "articles"],
    queryFn: desk.articles,
    enabled: trigger === "#",
    retry: false,
  });
  const choices = useMemo((): readonly Choice[] => {
    switch (trigger) {
      case "/":
        return fitting(canned.data ?? [], query, (one) => [one.shortcut, one.title, one.text]).map(
          ({ id, shortcut, title, text }) => ({
            id,
            title: `/${shortcut}`,
            detail: title === "" ? text : `${title} — ${text}`,
            insert: text,
            canned: id,
          }),
        );
      case "@":
        return fitting(colleagues, query, ({ name }) => [name]).map(({ id, name }) => ({
          id,
          title: name,
          insert: `${handleOf(name)} `,
        }));
      case "#":
        return fitting(articles.data ?? [], query, ({ title }) => [title]).map(
          ({ id, title, link }) => ({ id, title, insert: cited(title, absolute(link)) }),
        );
      default:
        return [];
    }
  }, [trigger, query, canned.data, articles.data, colleagues]);
  return { choices, loading: canned.isLoading || articles.isLoading };
}

/** As a customer can open it. */
export function absolute(link: string): string {
  return new URL(link, location.origin).href;
}
