/** Which conversations are listed: the view and what narrows it, as they stand in the page's address. */

export const VIEWS = [
  "mine",
  "queue",
  "unassigned",
  "all",
  "mentions",
  "snoozed",
  "resolved",
] as const;
export type View = (typeof VIEWS)[number];

export const SLA = ["due", "breached"] as const;
export type Sla = (typeof SLA)[number];

export interface Filters {
  view: View;
  q?: string;
  team?: string;
  tag?: string;
  channel?: string;
  sla?: Sla;
}

export type Narrowing = "team" | "tag" | "channel" | "sla";
export const NARROWING: readonly Narrowing[] = ["team", "tag", "channel", "sla"];

/** The filters in an address; what it gets wrong is left out. */
export function filtersOf(search: Record<string, unknown>): Filters {
  const view = VIEWS.find((one) => one === search.view) ?? "mine";
  const sla = SLA.find((one) => one === search.sla);
  return {
    view,
    ...text("q", search.q, 200),
    ...text("team", search.team, 100),
    ...text("tag", search.tag, 100),
    ...text("channel", search.channel, 100),
    ...(sla === undefined ? {} : { sla }),
  };
}

function text<K extends string>(key: K, value: unknown, most: number): { [key in K]?: string } {
  // A search for an order's number reads as a number in an address.
  const words = typeof value === "number" ? String(value) : value;
  if (typeof words !== "string" || words.trim() === "") return {};
  return { [key]: words.slice(0, most) } as { [key in K]?: string };
}

/** Whether anything but the view chooses. */
export function narrowed(filters: Filters): boolean {
  return filters.q !== undefined || NARROWING.some((one) => filters[one] !== undefined);
}
