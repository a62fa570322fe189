/** An article as it stands in a message: what it is called, and where it can be read. */

export function cited(title: string, link: string): string {
  const name = title.trim();
  // "Como trocar?" and the like end by themselves.
  return /[?!:.…]$/u.test(name) ? `${name} ${link}` : `${name}: ${link}`;
}
