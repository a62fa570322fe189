import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { model } from "../server.mjs";

const FIRST = "O prazo começa a contar quando o pagamento é aprovado.";
const SECOND = "Entregamos de segunda a sábado, das 8h às 20h, exceto feriados.";
const ASKED = "qual o prazo de entrega?";

/** What was written, without the form that may be offered below it. */
const answerOf = (text) => text.split("\n\n")[0];

/** An answer that grows before the customer's eyes, and what they see when the model misbehaves. */
export default async function written(context) {
  const chat = await Chat.open(context);
  const draft = chat.log.locator(".draft .bubble");

  await model("holds");
  await chat.say(ASKED);
  await eventually(async () => assert.equal(await draft.innerText(), FIRST));
  assert.equal(await chat.answers().count(), 0, "a draft is no answer yet");
  assert.equal(await chat.log.locator(".draft").getAttribute("aria-hidden"), "true");
  await model("goes on");
  await eventually(async () => assert.equal(await chat.answers().count(), 1));
  const whole = chat.answers().last();
  assert.equal(answerOf(await whole.locator(".bubble").innerText()), `${FIRST} ${SECOND}`);
  await whole
    .getByRole("link", { name: /prazo de entrega/i })
    .first()
    .waitFor();
  assert.equal(await draft.count(), 0, "the draft is gone");

  const plain = [];
  for (const mood of ["lies", "breaks", "is cut"]) {
    await model(mood);
    const answer = await chat.ask(ASKED);
    plain.push(answerOf(await answer.locator(".bubble").innerText()));
    assert.equal(await draft.count(), 0);
  }
  assert.match(plain[0], /2 a 8 dias úteis/);
  assert.deepEqual(new Set(plain), new Set([plain[0]]));

  await chat.reload();
  await eventually(async () => assert.equal(await chat.answers().count(), 4));
  assert.equal(
    answerOf(await chat.answers().first().locator(".bubble").innerText()),
    `${FIRST} ${SECOND}`,
    "what was written is in the log",
  );
}
