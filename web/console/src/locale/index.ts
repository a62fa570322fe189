/** The console's texts: one file an area in each language, keys begin with the area's name. */
import { type Counted, type LocaleName, Locale as Texted } from "@prosa/shared";
import * as english from "./en";
import * as portuguese from "./pt-BR";

const ptBR = merged(portuguese);
export type Key = keyof typeof ptBR;
export type CountedKey = Counted<Key>;

const LOCALES: Record<LocaleName, Record<Key, string>> = { "pt-BR": ptBR, en: merged(english) };

export class Locale extends Texted<Key> {
  constructor(name: LocaleName) {
    super(name, LOCALES[name]);
  }
}

type Union<T> = T[keyof T];
type Intersection<T> = (T extends unknown ? (one: T) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** All areas' texts as one. */
function merged<const T extends Record<string, Record<string, string>>>(
  areas: T,
): Intersection<Union<T>> {
  return Object.assign({}, ...Object.values(areas));
}
