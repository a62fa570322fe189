import { describe, expect, test } from "vitest";
import type { LogFrame } from "./frames";
import { reduce } from "./reduce";
import { type ChatState, type Outgoing, start } from "./state";
import { at, connected, said } from "./testing/frames";
import { greets, ratingDue, timeline, unread } from "./timeline";

const after = (...log: LogFrame[]): ChatState =>
  [connected([]), { type: "resume", last_offset: -1 } as const, ...log].reduce<ChatState>(
    reduce,
    start(),
  );

const answer = (offset: number): LogFrame => ({
  type: "response",
  offset,
  at: at(offset),
  answers: null,
  response: { text: "Olá!", type: "text" },
});
const resolved = (offset: number): LogFrame => ({
  type: "queue",
  offset,
  at: at(offset),
  owner: "resolved",
});
const rated = (offset: number): LogFrame => ({ type: "rating", offset, at: at(offset), score: 4 });
const rating: Outgoing = {
  id: "r",
  at: 1,
  kind: "rating",
  score: 5,
  comment: "",
  delivery: "waiting",
};

describe("the timeline", () => {
  test("shows what is not accepted yet at the end, under the key it keeps afterwards", () => {
    const item: Outgoing = { id: "m", at: 9, kind: "message", text: "oi", delivery: "waiting" };
    const before = { ...after(answer(0)), outbox: [item] };
    const accepted = reduce(before, { type: "accepted", id: "m", offset: 1, at: at(1) });
    expect(timeline(before).at(-1)).toMatchObject({ key: "m", delivery: "waiting" });
    expect(timeline(accepted).at(-1)).toMatchObject({ key: "m", delivery: "accepted" });
  });

  test("marks where a day begins", () => {
    const next = { ...said(1, "b", "dois"), at: "2026-03-09T12:00:00Z" };
    const items = timeline(after(said(0, "a", "um"), next, answer(2)));
    expect(items.map((item) => item.kind)).toEqual([
      "day",
      "customer",
      "day",
      "customer",
      "day",
      "bot",
    ]);
  });

  test("has a different key for each line", () => {
    const items = timeline(
      after(said(0, null, "um"), said(1, "b", "dois"), answer(2), resolved(3)),
    );
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
  });
});

describe("a rating", () => {
  test("is asked for at the end of a conversation, until it is given or on its way", () => {
    const end = after(said(0, "a", "oi"), resolved(1));
    expect(ratingDue(after(said(0, "a", "oi")))).toBe(false);
    expect(ratingDue(end)).toBe(true);
    expect(ratingDue({ ...end, outbox: [rating] })).toBe(false);
    expect(ratingDue(reduce(end, rated(2)))).toBe(false);
  });

  test("is asked for again after the next end", () => {
    const log = [resolved(1), rated(2), said(3, "b", "mais uma coisa"), resolved(4)];
    expect(ratingDue(after(...log))).toBe(true);
  });

  test("is no longer asked for once the customer goes on", () => {
    expect(ratingDue(after(resolved(1), said(2, "b", "mais uma coisa")))).toBe(false);
  });
});

test("only what the company said counts as unread, and only after what was read", () => {
  const state = after(said(0, "a", "oi"), answer(1), answer(2), resolved(3));
  expect(unread(state)).toBe(2);
  expect(unread({ ...state, read: 1 })).toBe(1);
});

test("starting suggestions are for those who have not said anything", () => {
  const item: Outgoing = { id: "m", at: 9, kind: "message", text: "oi", delivery: "waiting" };
  expect(greets(after(answer(0)))).toBe(true);
  expect(greets(after(said(0, "a", "oi")))).toBe(false);
  expect(greets({ ...after(), outbox: [item] })).toBe(false);
});
