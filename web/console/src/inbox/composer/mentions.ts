/** Whom a note names: what stands in its text counts, however it came there. Pure. */
import { plain } from "./picking";

interface Person {
  id: string;
  name: string;
}

/** How somebody is named in a note: `@BiaSouza`. */
export function handleOf(name: string): string {
  return `@${name.replaceAll(/\s+/g, "")}`;
}

/** The ids of those whom the text names. */
export function mentioned(text: string, people: readonly Person[]): string[] {
  const handles = [...text.matchAll(/(?<![\p{L}\p{N}])@[\p{L}\p{N}._'’-]+/gu)].map(([found]) =>
    withoutEnd(plain(found)),
  );
  return people
    .filter(({ name }) => handles.includes(withoutEnd(plain(handleOf(name)))))
    .map(({ id }) => id);
}

/** A full stop after a name ends the sentence. */
function withoutEnd(handle: string): string {
  return handle.replace(/[._'’-]+$/u, "");
}
