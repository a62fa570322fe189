import fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY, type Log, merge, seenThrough } from "./log";
import { handed, note, said, status } from "./testing";

const kinds = fc.oneof(
  fc.record({ kind: fc.constant("customer" as const), text: fc.string() }),
  fc.record({ kind: fc.constant("bot" as const), text: fc.string() }),
  fc.record({ kind: fc.constant("agent" as const), text: fc.string() }),
  fc.record({ kind: fc.constant("note" as const), text: fc.string() }),
  fc.record({
    kind: fc.constant("handoff" as const),
    step: fc.constantFrom("requested", "assigned", "released", "returned", "resolved"),
  }),
  fc.record({
    kind: fc.constant("status" as const),
    of: fc.nat(5),
    state: fc.constantFrom("queued", "sent", "delivered", "read"),
  }),
);

const logs = fc.array(kinds, { maxLength: 40 }).map((all) =>
  all.map((one, offset) => {
    switch (one.kind) {
      case "note":
        return note(offset, one.text);
      case "handoff":
        return handed(offset, one.step, one.step === "assigned" ? { agent: "a1" } : {});
      case "status":
        return status(offset, one.of, one.state);
      default:
        return said(offset, one.kind, one.text);
    }
  }),
);

const plain = ({ events, standing, deliveries }: Log) => ({
  events,
  standing,
  deliveries: [...deliveries].sort(([a], [b]) => a - b),
});

test("replayed in any pieces, order and repetition, the events add up to the same", () => {
  fc.assert(
    fc.property(
      logs.chain((events) =>
        fc.record({
          events: fc.constant(events),
          // Every event at least once, in pieces that overlap and come in any order.
          pieces: fc
            .array(fc.array(events.length === 0 ? fc.constant(-1) : fc.nat(events.length - 1)))
            .map((some) => [...some, events.map((_, index) => index)])
            .chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
        }),
      ),
      ({ events, pieces }) => {
        const whole = merge(EMPTY, events);
        const replayed = pieces.reduce(
          (log, piece) =>
            merge(
              log,
              piece.flatMap((index) => events[index] ?? []),
            ),
          EMPTY,
        );
        const single = events.reduce((log, one) => merge(log, [one]), EMPTY);
        expect(plain(replayed)).toEqual(plain(whole));
        expect(plain(single)).toEqual(plain(whole));
      },
    ),
  );
});

test("what is known already changes nothing, not even the object", () => {
  const log = merge(EMPTY, [said(0, "customer", "oi"), status(1, 0, "read")]);
  expect(merge(log, [said(0, "customer", "oi")])).toBe(log);
});

test("a delivery only moves up", () => {
  const log = merge(EMPTY, [
    said(0, "agent", "oi"),
    status(1, 0, "read"),
    status(2, 0, "delivered"),
  ]);
  expect(log.deliveries.get(0)).toBe("read");
});

test("writing after the end begins anew with the bot", () => {
  const ended = merge(EMPTY, [said(0, "customer", "oi"), handed(1, "resolved")]);
  expect(ended.standing?.owner).toBe("resolved");
  expect(merge(ended, [said(2, "customer", "mais uma coisa")]).standing?.owner).toBe("bot");
});

test("a gap is where to resume", () => {
  const log = merge(EMPTY, [
    said(3, "customer", "a"),
    said(4, "bot", "b"),
    said(7, "customer", "c"),
  ]);
  expect(seenThrough(log)).toBe(4);
});
