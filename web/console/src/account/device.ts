/** "Firefox · Linux", from what a browser calls itself; null when it says nothing we know. */
export function deviceOf(userAgent: string): string | null {
  const names = [first(BROWSERS, userAgent), first(SYSTEMS, userAgent)];
  return names.filter((name) => name !== null).join(" · ") || null;
}

type Names = readonly (readonly [RegExp, string])[];

/** In this order: most of them also say the name of those below. */
const BROWSERS: Names = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrom(e|ium)\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: Names = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

function first(names: Names, text: string): string | null {
  return names.find(([sign]) => sign.test(text))?.[1] ?? null;
}
