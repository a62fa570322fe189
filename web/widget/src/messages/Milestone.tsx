import type { Item } from "@prosa/shared";
import { useLocale } from "../context";
import type { Locale } from "../locale";

export type MilestoneItem = Exclude<Item, { kind: "customer" | "bot" | "agent" }>;

/** Something that happened without a voice: a new day, a person who came, the end. */
export function Milestone({ item }: { item: MilestoneItem }) {
  const locale = useLocale();
  return (
    <p className={`milestone ${item.kind}`}>
      <span>{textOf(item, locale)}</span>
    </p>
  );
}

function textOf(item: MilestoneItem, locale: Locale): string {
  switch (item.kind) {
    case "day":
      return locale.day(item.at, Date.now());
    case "joined":
      return item.name === null
        ? locale.t("event.joined_unnamed")
        : locale.t("event.joined", { name: item.name });
    case "rated":
      return locale.count("event.rated", item.score);
    default:
      return locale.t(`event.${item.kind}`);
  }
}
