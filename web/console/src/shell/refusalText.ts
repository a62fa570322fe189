import { Refusal } from "../api/client";
import type { Locale } from "../locale";

/** What to tell somebody whose wish was refused: in their language where we know the reason. */
export function refusalText(locale: Locale, error: Error): string {
  if (!(error instanceof Refusal)) return locale.t("refusal.no_connection");
  const known = locale.maybe(`refusal.${error.code}`);
  if (known !== null) return known;
  if (error.message !== "") return error.message;
  return locale.t(error.status >= 500 ? "refusal.server" : "refusal.unknown");
}
