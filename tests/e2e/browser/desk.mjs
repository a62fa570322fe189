/** The inbox as an agent handles it. */

export class Desk {
  constructor(page) {
    this.page = page;
    this.list = page.getByRole("list", { name: "Lista de conversas" });
    this.timeline = page.getByRole("list", { name: "Mensagens" });
    this.field = page.getByRole("textbox", { name: /^Escreva (para o cliente|uma nota)/ });
  }

  /** Opens the conversation in which this was said, by searching for it. */
  async open(words) {
    await this.page.getByRole("searchbox").fill(words);
    // With the words, since what an earlier search has found shows until this one's answer comes.
    const found = this.list
      .getByRole("button")
      .filter({ has: this.page.locator("mark"), hasText: words });
    await found.first().click();
    await this.timeline.waitFor();
  }

  /** Answers the customer. */
  async says(text) {
    await this.page.getByText("Resposta", { exact: true }).click();
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Writes for colleagues. */
  async notes(text) {
    await this.page.getByText("Nota", { exact: true }).first().click();
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor();
  }
}
