/** The widget as a customer handles it. */
import assert from "node:assert/strict";

/** Longer than the widget waits at most before it connects again. */
const EVENTUALLY_MS = 30_000;

export class Chat {
  constructor(page) {
    this.page = page;
    this.log = page.getByRole("log");
    this.field = page.getByRole("textbox", { name: "Sua mensagem" });
    this.launcher = page.getByRole("button", { name: /^(Abrir|Fechar) atendimento/ });
  }

  /** The shop's page in a new tab, with the chat open. */
  static async open(context) {
    const chat = new Chat(await context.newPage());
    await chat.page.goto("/");
    await chat.launcher.click();
    await chat.sees("Online");
    return chat;
  }

  /** Writes and sends. Does not wait for anything. */
  async say(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Says it, and waits for the bot's answer. */
  async ask(text) {
    const before = await this.answers().count();
    await this.say(text);
    await eventually(async () => {
      assert.ok((await this.answers().count()) > before, `no answer to "${text}"`);
    });
    return this.answers().last();
  }

  /** Messages of the bot, without its greeting. */
  answers() {
    return this.log.locator(".message.bot").filter({ has: this.page.locator("time") });
  }

  /** What the customer has said, as shown. */
  async said() {
    return this.log.locator(".message.customer .bubble").allInnerTexts();
  }

  /** All messages, as shown. */
  async transcript() {
    return this.log.locator(".message .bubble").allInnerTexts();
  }

  /** Waits until this text shows somewhere in the chat. */
  async sees(text) {
    await this.page.locator("#prosa-widget").getByText(text).first().waitFor();
  }

  /** Waits until exactly these messages of the customer show, in this order, each with its tick. */
  async hasSaid(texts) {
    await eventually(async () => {
      assert.deepEqual(await this.said(), texts);
      const ticks = this.log.getByRole("img", { name: "Enviada" });
      const shown = await ticks.count();
      const unsent = await this.log.locator(".pending, .failed, .icon-clock").count();
      assert.equal(unsent, 0, "something was not sent");
      assert.ok(shown > 0, "no tick");
    });
  }

  /** Loads the page anew. The chat is open again by itself, since it was. */
  async reload() {
    await this.page.reload();
    await this.sees("Online");
  }
}

/** Tries until it passes; then with its own error. */
export async function eventually(check) {
  const end = Date.now() + EVENTUALLY_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
