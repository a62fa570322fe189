/** How the navigation shows the areas. */
import {
  IconBook2,
  IconChartBar,
  IconClock,
  IconMessageBolt,
  IconMessages,
  IconSchool,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Counts } from "../api/frames";
import { atLeast, type Role } from "../api/session";
import { AREAS, type Area } from "../areas";

interface Look {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Who has any use for it. */
  role?: Role;
  /** What waits there. */
  count?: (counts: Counts) => number;
  /** The key after `g` that goes there. */
  key: string;
}

const LOOKS: Record<string, Look> = {
  "/inbox": { icon: IconMessages, key: "c", count: ({ mine = 0, queue = 0 }) => mine + queue },
  "/knowledge": { icon: IconBook2, key: "b" },
  "/training": { icon: IconSchool, key: "t", role: "supervisor" },
  "/replies": { icon: IconMessageBolt, key: "r" },
  "/insights": { icon: IconChartBar, key: "i", role: "supervisor" },
  "/people": { icon: IconUsers, key: "p", role: "supervisor" },
  "/hours": { icon: IconClock, key: "h", role: "supervisor" },
};
const PLAIN: Look = { icon: IconMessages, key: "" };

export interface Place extends Area {
  look: Look;
}

/** The areas for somebody with this role. What one may not use is not shown. */
export function placesFor(role: Role): Place[] {
  return AREAS.map((area) => ({ ...area, look: LOOKS[area.path] ?? PLAIN })).filter(({ look }) =>
    atLeast(role, look.role ?? "agent"),
  );
}
