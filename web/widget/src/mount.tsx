/** Puts the widget into a page, apart from it: own styles, own state, nothing global but `window.Prosa`. */
import { Blobs, browserStorage, Chat, Vault } from "@prosa/shared";
import { createRoot } from "react-dom/client";
import { WidgetProvider } from "./context";
import { Locale } from "./locale";
import { inkOn, parseColor, type Rgb, readableOn, toHex } from "./look/color";
import type { Options } from "./options";
import { styles } from "./styles";
import { Widget } from "./Widget";

/** What the page may do with the chat. */
export interface Prosa {
  open(): void;
  close(): void;
  /** Who the customer is: a token that the site's server has signed; null when they sign out. */
  identify(token: string | null): void;
}

export function mount(options: Options): Prosa {
  const host = document.createElement("div");
  host.id = "prosa-widget";
  dress(host, options);
  const root = host.attachShadow({ mode: "open" });
  adopt(root);
  document.body.append(host);

  const locale = new Locale(options.locale);
  const chat = new Chat({
    url: options.socket,
    vault: new Vault(browserStorage(), new URL(options.server).host),
    tooBig: locale.t("delivery.too_big"),
    files: { blobs: new Blobs(new URL(options.server).host), lost: locale.t("attach.lost") },
  });
  chat.identify(options.identity);
  const doors = new EventTarget();
  createRoot(root).render(
    <WidgetProvider
      value={{ chat, locale, server: options.server, doors, proactive: options.proactive }}
    >
      <Widget />
    </WidgetProvider>,
  );
  return {
    open: () => doors.dispatchEvent(new Event("open")),
    close: () => doors.dispatchEvent(new Event("close")),
    identify: (token) => chat.identify(token),
  };
}

/** The shop's colour, in the shades that can be read. Set one by one: a strict policy forbids `style="…"`. */
function dress(host: HTMLElement, { color, theme, side, locale }: Options): void {
  host.lang = locale;
  host.dataset.theme = theme;
  host.dataset.side = side;
  const shades: Record<string, Rgb> = {
    "--accent": color,
    "--on-accent": inkOn(color),
    "--accent-ink-light": readableOn(PAPER.light, color),
    "--accent-ink-dark": readableOn(PAPER.dark, color),
  };
  for (const [name, shade] of Object.entries(shades)) host.style.setProperty(name, toHex(shade));
}

/** The darkest background of the light theme and the lightest of the dark one that coloured text stands on. */
const PAPER = {
  light: parseColor("#eef1ef") as Rgb,
  dark: parseColor("#2a312e") as Rgb,
};

function adopt(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
}
