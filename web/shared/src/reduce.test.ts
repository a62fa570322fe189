import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inLog, type LogFrame, type ServerFrame } from "./frames";
import type { Connected } from "./protocol";
import { reduce } from "./reduce";
import { type ChatState, type Outgoing, start } from "./state";
import { at, connected, logs, ownerAfter, said } from "./testing/frames";

const run = (frames: readonly ServerFrame[], state: ChatState = start()) =>
  frames.reduce<ChatState>(reduce, state);

/** The same conversation, received on one good line from its beginning. */
function plainly(log: readonly LogFrame[]): ChatState {
  return run([connected([]), { type: "resume", last_offset: -1 }, ...log]);
}

/** What must not depend on how the frames travelled. */
function essence({ log, seen, standing }: ChatState) {
  const { owner, agentName, queue } = standing;
  return { log, seen, owner, agentName, queue };
}

/** How one connection goes: how much is live, where it is cut, what comes twice. */
const connection = fc.record({
  happenedBefore: fc.nat(100),
  overtakes: fc.array(fc.boolean(), { maxLength: 20 }),
  doubles: fc.array(fc.nat(3), { maxLength: 10 }),
  cut: fc.option(fc.nat(40)),
});

/** The frames of one connection, when `have` frames of the log exist at its start and `end` at its end. */
function travel(
  log: readonly LogFrame[],
  have: number,
  seen: number,
  { overtakes, doubles, cut }: { overtakes: boolean[]; doubles: number[]; cut: number | null },
): ServerFrame[] {
  const before = log.slice(0, have);
  const replay: ServerFrame[] = before.filter((frame) => frame.offset > seen);
  replay.push({ type: "resume", last_offset: before.at(-1)?.offset ?? -1 });
  const live: ServerFrame[] = log.slice(have);
  const merged: ServerFrame[] = [];
  for (let turn = 0; replay.length + live.length > 0; turn += 1) {
    const from = (overtakes[turn] && live.length > 0) || replay.length === 0 ? live : replay;
    merged.push(...from.splice(0, 1));
  }
  // What comes twice comes again right away, or later.
  for (const [index, distance] of doubles.entries()) {
    const again = merged[index];
    if (again !== undefined && inLog(again)) merged.splice(index + distance + 1, 0, again);
  }
  return [connected(before), ...(cut === null ? merged : merged.slice(0, cut))];
}

describe("however the log travels", () => {
  test("any cuts, doubles and overtaking give the state of the plain log", () => {
    fc.assert(
      fc.property(logs, fc.array(connection, { maxLength: 6 }), (log, connections) => {
        let state = start();
        let have = 0;
        for (const one of connections) {
          have = Math.min(log.length, Math.max(have, one.happenedBefore % (log.length + 1)));
          state = run(travel(log, have, state.seen, one), state);
          const received = new Set(state.log.map((frame) => frame.offset));
          // Whoever resumes after `seen` must miss nothing.
          for (const { offset } of log) {
            if (offset <= state.seen) expect(received).toContain(offset);
          }
          state = reduce(state, { type: "local.connection", connection: "reconnecting" });
        }
        state = run(
          travel(log, log.length, state.seen, { overtakes: [], doubles: [], cut: null }),
          state,
        );
        expect(essence(state)).toEqual(essence(plainly(log)));
      }),
      { numRuns: 500 },
    );
  });

  test("who owns the conversation is what the server's projection says", () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(plainly(log).standing.owner).toBe(ownerAfter(log).owner);
      }),
    );
  });

  test("the agent keeps a name when the server does not repeat it", () => {
    const came: LogFrame = {
      type: "queue",
      offset: 0,
      at: at(0),
      owner: "agent",
      agent_name: "Ana",
    };
    const again: Connected = { ...connected([came]), agent_name: null };
    expect(reduce(plainly([came]), again).standing.agentName).toBe("Ana");
    expect(run([again, came]).standing.agentName).toBe("Ana");
  });

  test("another conversation starts over, and keeps what is not sent yet", () => {
    const item: Outgoing = { id: "m", at: 1, kind: "message", text: "oi", delivery: "waiting" };
    const before = { ...plainly([said(0, "a", "antes")]), outbox: [item] };
    const other: Connected = { ...connected([]), conversation_id: "another" };
    const after = reduce(before, other);
    expect(after.log).toEqual([]);
    expect(after.seen).toBe(-1);
    expect(after.outbox).toEqual([item]);
  });
});

describe("what the customer sends", () => {
  const waiting: Outgoing = { id: "m-1", at: 1, kind: "message", text: "oi", delivery: "waiting" };
  const online = (outbox: Outgoing[] = [waiting]): ChatState =>
    run([connected([]), { type: "resume", last_offset: -1 }], {
      ...start(outbox),
      connection: "online",
    });
  const sent = (state: ChatState) => reduce(state, { type: "local.sent", id: "m-1" });

  test("moves into the log when it is accepted, and does not come twice by its own echo", () => {
    const at = "2026-03-02T12:00:00Z";
    const state = run(
      [{ type: "accepted", id: "m-1", offset: 4, at }, said(4, "m-1", "oi")],
      sent(online()),
    );
    expect(state.outbox).toEqual([]);
    expect(state.log.map((frame) => frame.offset)).toEqual([4]);
  });

  test("acceptance of a later event does not claim the earlier ones", () => {
    const accepted = {
      type: "accepted",
      id: "m-1",
      offset: 4,
      at: "2026-03-02T12:00:00Z",
    } as const;
    expect(reduce(sent(online()), accepted).seen).toBe(-1);
  });

  test("is settled when the resumed log has it", () => {
    expect(run([said(0, "m-1", "oi")], online()).outbox).toEqual([]);
  });

  test("goes out again after the line was lost", () => {
    const lost = reduce(sent(online()), { type: "local.connection", connection: "reconnecting" });
    expect(lost.outbox).toEqual([waiting]);
  });

  test.each(["invalid", "too_long", "empty"] as const)("fails for good when it is %s", (code) => {
    const state = reduce(sent(online()), { type: "error", code, message: "Não deu.", id: "m-1" });
    expect(state.outbox).toMatchObject([{ delivery: "failed", error: "Não deu." }]);
  });

  test.each(["rate_limited", "unavailable", "session"] as const)(
    "waits when it is refused as %s",
    (code) => {
      const error = { type: "error", code, message: "Espere.", id: "m-1", retry_after: 7 } as const;
      const state = reduce(sent(online()), error);
      expect(state.outbox).toEqual([waiting]);
      expect(state.notice).toEqual({ code, message: "Espere.", retryAfter: 7 });
    },
  );

  test("asking for a person is settled by being in the queue", () => {
    const asked: Outgoing = { id: "e", at: 1, kind: "escalate", delivery: "sent" };
    const queued = { type: "escalated", offset: 0, at: "2026-03-02T12:00:00Z" } as const;
    expect(reduce(online([asked]), queued).outbox).toEqual([]);
    expect(reduce(online([asked]), { ...connected([]), owner: "queue" }).outbox).toEqual([]);
  });
});

describe("typing", () => {
  const typing = { type: "typing", on: true, source: "bot" } as const;
  const answer = {
    type: "response",
    offset: 1,
    at: "2026-03-02T12:00:01Z",
    answers: 0,
    response: { text: "Olá!", type: "text" },
  } as const;

  test("ends with the answer, with the word, and with the line", () => {
    const state = run([connected([]), typing]);
    expect(state.typing).toBe("bot");
    expect(reduce(state, answer).typing).toBeNull();
    expect(reduce(state, { ...typing, on: false }).typing).toBeNull();
    expect(
      reduce(state, { type: "local.connection", connection: "reconnecting" }).typing,
    ).toBeNull();
  });

  test("comes with a draft, which the answer replaces", () => {
    const draft = { type: "draft", answers: 0, sequence: 1, text: "O prazo" } as const;
    const state = run([connected([]), typing, draft]);
    expect(state.draft?.text).toBe("O prazo");
    const answered = reduce(state, answer);
    expect([answered.draft, answered.grown]).toEqual([null, 1]);
    expect(reduce(answered, { ...draft, sequence: 2 }).draft).toBeNull();
  });

  test("grows a draft, whatever order its parts come in", () => {
    const parts = [1, 2, 3].map(
      (sequence) =>
        ({ type: "draft", answers: 0, sequence, text: "abc".slice(0, sequence) }) as const,
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 1 }), (shuffled) => {
        const furthest = Math.max(...shuffled.map((part) => part.sequence));
        expect(run([connected([]), ...shuffled]).draft?.text).toBe("abc".slice(0, furthest));
      }),
    );
  });

  test("drops a draft that is withdrawn, when a person takes over, and with the line", () => {
    const draft = { type: "draft", answers: 0, sequence: 3, text: "O prazo" } as const;
    const state = run([connected([]), draft]);
    expect(reduce(state, { ...draft, sequence: 0, text: "" }).draft).toBeNull();
    const called = { type: "escalated", offset: 1, at: answer.at } as const;
    expect(reduce(state, called).draft).toBeNull();
    expect(reduce(run([connected([]), called]), draft).draft).toBeNull();
    expect(
      reduce(state, { type: "local.connection", connection: "reconnecting" }).draft,
    ).toBeNull();
  });

  test("does not end with an answer that comes a second time", () => {
    expect(run([connected([]), answer, typing, answer]).typing).toBe("bot");
  });
});
