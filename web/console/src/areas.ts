/** The areas of the console: each brings its own routes. The shell lists them in this order. */
import type { AnyRoute } from "@tanstack/react-router";
import { hours } from "./hours/area";
import { inbox } from "./inbox/area";
import { insights } from "./insights/area";
import { knowledge } from "./knowledge/area";
import type { Key } from "./locale";
import { people } from "./people/area";
import { replies } from "./replies/area";
import { training } from "./training/area";

/** A place of the console with an entry in the navigation. */
export interface Area {
  /** Under `/console`, e.g. `/inbox`. */
  path: string;
  title: Key;
  /** The routes, under the shell's. */
  routes: (parent: AnyRoute) => AnyRoute[];
}

export const AREAS: readonly Area[] = [
  inbox,
  knowledge,
  training,
  replies,
  insights,
  people,
  hours,
];
