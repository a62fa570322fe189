import type { Person } from "./api";

/** The people whose name, address or skills hold all these words, accents and case apart. */
export function matching(people: readonly Person[], words: string): Person[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return people.filter(({ name, email, skills }) => {
    const said = plain([name, email, ...skills].join(" "));
    return wanted.every((word) => said.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
