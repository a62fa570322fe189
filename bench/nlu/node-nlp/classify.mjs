// Trains node-nlp on examples and asks it messages, one after the other.
// Reads {"train": [[text, intent]], "test": [text]} from standard input, with "-" for the folder of the
// package as first argument; writes {"train_seconds", "guesses": [[intent, confidence]], "ms": [a message]}.
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const { NlpManager } = createRequire(join(process.argv[2], "package.json"))("node-nlp");
const { train, test } = JSON.parse(await text(process.stdin));

// What it says while it trains would be taken for the answer.
console.log = () => {};

const manager = new NlpManager({
  languages: ["pt"],
  autoSave: false,
  nlu: { log: false },
});
for (const [message, intent] of train) {
  manager.addDocument("pt", message, intent);
}
const began = performance.now();
await manager.train();
const trainSeconds = (performance.now() - began) / 1000;

const guesses = [];
const ms = [];
for (const message of test) {
  const asked = performance.now();
  const { intent, score } = await manager.process("pt", message);
  ms.push(performance.now() - asked);
  guesses.push([intent ?? "None", score ?? 0]);
}
process.stdout.write(JSON.stringify({ train_seconds: trainSeconds, guesses, ms }));
