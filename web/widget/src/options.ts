/** What the page that embeds the widget asks for, in attributes of the script tag. */
import { type LocaleName, localeNamed } from "./locale";
import { parseColor, type Rgb } from "./look/color";

export interface Options {
  /** Origin of the Prosa server. */
  server: string;
  /** Address of the socket. */
  socket: string;
  locale: LocaleName;
  theme: "auto" | "light" | "dark";
  color: Rgb;
  side: "left" | "right";
  /** Who the customer is, signed by the site's server. */
  identity: string | null;
  /** Connect on arrival, so that the bot may speak first. */
  proactive: boolean;
}

const DEFAULT_COLOR: Rgb = [0x14, 0x6b, 0x56];

/**
 * Reads `data-server` (default: where the script came from), `data-locale`, `data-theme`, `data-color`,
 * `data-side`, `data-identity` and `data-proactive`. A value that makes no sense counts as not given: a typo must
 * not take the chat away.
 */
export function readOptions(data: DOMStringMap, scriptAddress: string, page: Location): Options {
  const server = originOf(data.server) ?? originOf(scriptAddress) ?? page.origin;
  return {
    server,
    socket: `${server.replace(/^http/, "ws")}/ws/chat`,
    locale: localeNamed(data.locale),
    theme: data.theme === "light" || data.theme === "dark" ? data.theme : "auto",
    color: parseColor(data.color) ?? DEFAULT_COLOR,
    side: data.side === "left" ? "left" : "right",
    identity: data.identity || null,
    proactive: data.proactive === "" || data.proactive === "true" || data.proactive === "on",
  };
}

function originOf(address: string | undefined): string | null {
  try {
    const url = new URL(address ?? "");
    return /^https?:$/.test(url.protocol) ? url.origin : null;
  } catch {
    return null;
  }
}
