/** The widget's texts. */
import { type Counted, type LocaleName, Locale as Texted } from "@prosa/shared";
import { en } from "./en";
import { ptBR } from "./pt-BR";

export { type LocaleName, localeNamed } from "@prosa/shared";

export type Key = keyof typeof ptBR;
export type Texts = Record<Key, string>;
export type CountedKey = Counted<Key>;

const LOCALES = { "pt-BR": ptBR, en } satisfies Record<LocaleName, Texts>;

export class Locale extends Texted<Key> {
  constructor(name: LocaleName) {
    super(name, LOCALES[name]);
  }
}
