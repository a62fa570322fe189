/** The console as somebody who works here handles it, and the pictures of it for the docs. */
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { looksRight } from "./looks.mjs";
import { asAdmin } from "./server.mjs";

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
export const PASSWORD = "um café sem açúcar";
/** The admin that each test server has. */
export const ANA = {
  email: process.env.PROSA_AGENT_EMAIL,
  password: process.env.PROSA_AGENT_PASSWORD,
};

/** Somebody new, with an account of this role (`agent`, `supervisor`, `admin`), who has accepted the invitation. */
export async function hire(name, role = "agent", more = {}) {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${randomUUID().slice(0, 6)}@loja.example`;
  const { link } = await asAdmin("POST", "/people/invitations", { email, role, ...more });
  const token = new URL(link).pathname.split("/").at(-1);
  await asAdmin("POST", `/auth/invitations/${token}`, { name, password: PASSWORD });
  return { name, email, password: PASSWORD };
}

export class Console {
  constructor(page) {
    this.page = page;
  }

  /** A page that looks at this address; nobody need be signed in. */
  static async open(context, path = "/") {
    const console = new Console(await context.newPage());
    await console.page.goto(`/console${path}`);
    return console;
  }

  /** Ana, who is an admin, or whom `hire` gave, signed in through the screen, at the area. */
  static async signIn(context, { email, password } = ANA, area = "/inbox") {
    const console = await Console.open(context, area);
    await console.enter(email, password);
    await console.ready();
    return console;
  }

  /** Fills in the screen for signing in, and sends it. */
  async enter(email, password) {
    await this.page.getByRole("textbox", { name: "E-mail" }).fill(email);
    await this.page.getByLabel(/^Senha/).fill(password);
    await this.page.getByRole("button", { name: "Entrar", exact: true }).click();
  }

  /** Takes nothing from the queue from here on but what she takes herself. */
  async pauses() {
    await this.page.getByRole("button", { name: /^Sua presença/ }).click();
    await this.page.getByRole("menuitem", { name: "Em pausa" }).click();
    await this.page.getByRole("button", { name: "Sua presença: Em pausa" }).waitFor();
  }

  /** Waits until the console itself shows. */
  async ready() {
    await this.page.locator("#main").waitFor();
  }

  /** Goes to an area by its address, as `/people/teams`. */
  async goto(area) {
    await this.page.goto(`/console${area}`);
    await this.ready();
  }

  /** Waits until this text shows somewhere. */
  async sees(text) {
    await this.page.getByText(text).first().waitFor();
  }

  /** Fails when axe objects to anything, at both widths, light and dark. */
  async looksRight(when) {
    for (const [width, viewport] of sizes()) {
      await this.page.setViewportSize(viewport);
      await looksRight(this.page, `${when}, ${width}`);
    }
    await this.page.setViewportSize(DESKTOP);
  }

  /** Pictures `NAME-desktop-light.webp` and so on, into the folder that PICTURES names; none without it. */
  async pictures(name) {
    const folder = process.env.PICTURES;
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    for (const [width, viewport] of sizes()) {
      await this.page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await this.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await this.page.waitForTimeout(400);
        await this.picture(`${folder}/${name}-${width}-${colorScheme}.webp`);
      }
    }
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize(DESKTOP);
  }

  /** A small one of what is to be seen. */
  async picture(path) {
    const session = await this.page.context().newCDPSession(this.page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
    await session.detach();
    await writeFile(path, data, "base64");
  }
}

function sizes() {
  return Object.entries({ desktop: DESKTOP, phone: PHONE });
}
