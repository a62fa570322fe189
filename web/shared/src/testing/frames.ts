/** Conversations for tests: any log a server could keep, and what it tells on connecting. */
import fc from "fast-check";
import type { LogFrame } from "../frames";
import type { Connected } from "../protocol";

type Step =
  | "customer"
  | "bot"
  | "hidden"
  | "request"
  | "assign"
  | "agent"
  | "return"
  | "resolve"
  | "rate";

const STEPS: Step[] = [
  "customer",
  "customer",
  "bot",
  "bot",
  "hidden",
  "request",
  "assign",
  "agent",
  "return",
  "resolve",
  "rate",
];

/** Logs as customers see them: offsets grow, with gaps where an event is not theirs to see. */
export const logs: fc.Arbitrary<LogFrame[]> = fc
  .array(fc.constantFrom(...STEPS), { maxLength: 30 })
  .map((steps) => steps.flatMap((step, offset) => frame(step, offset)));

export const at = (offset: number) => new Date(Date.UTC(2026, 2, 2, 12, 0, offset)).toISOString();

export function said(offset: number, id: string | null, text: string): LogFrame {
  return { type: "message", offset, at: at(offset), id, text };
}

function frame(step: Step, offset: number): LogFrame[] {
  const place = { offset, at: at(offset) };
  switch (step) {
    case "customer":
      return [said(offset, `m-${offset}`, `mensagem ${offset}`)];
    case "bot":
      return [
        {
          type: "response",
          ...place,
          answers: null,
          response: { text: `r ${offset}`, type: "text" },
        },
      ];
    case "agent":
      return [{ type: "agent_message", ...place, text: `a ${offset}`, agent_name: "Ana" }];
    case "request":
      return [{ type: "escalated", ...place, queue: { position: 2, wait_seconds: 60 } }];
    case "assign":
      return [{ type: "queue", ...place, owner: "agent", agent_name: "Ana" }];
    case "return":
      return [{ type: "queue", ...place, owner: "bot" }];
    case "resolve":
      return [{ type: "queue", ...place, owner: "resolved" }];
    case "rate":
      return [{ type: "rating", ...place, score: 5 }];
    case "hidden":
      return [];
  }
}

/** Who owns the conversation after these events, by the rules of the server's projection. */
export function ownerAfter(
  log: readonly LogFrame[],
): Pick<Connected, "owner" | "agent_name" | "queue"> {
  let told: Pick<Connected, "owner" | "agent_name" | "queue"> = { owner: "bot" };
  for (const event of log) {
    if (event.type === "escalated") told = { owner: "queue", queue: event.queue ?? null };
    else if (event.type === "queue")
      told = { owner: event.owner, agent_name: event.agent_name ?? null };
    else if (event.type === "message" && told.owner === "resolved") told = { owner: "bot" };
  }
  return told;
}

/** What a server says first, when this much has happened. */
export function connected(log: readonly LogFrame[]): Connected {
  return {
    type: "connected",
    version: 1,
    session_id: "token",
    conversation_id: "conversation",
    last_offset: log.at(-1)?.offset ?? -1,
    ...ownerAfter(log),
    assistant: {
      name: "Assistente Virtual",
      company: "Casa Jabuti",
      greeting: "Oi! Como posso ajudar?",
      starters: ["Preciso de ajuda", "Qual meu pedido?", "Falar com vendas"],
    },
    max_chars: 4000,
    heartbeat_seconds: 30,
  };
}
