import { expect, test } from "vitest";
import { EMPTY, merge } from "./log";
import { event, handed, note, said, status } from "./testing";
import { timeline } from "./timeline";
import type { Unsent } from "./unsent";

const unsent = (text: string, after: number): Unsent => ({
  id: text,
  conversation: "c",
  kind: "reply",
  text,
  mentions: [],
  files: [],
  at: 0,
  after,
  state: "sending",
});

test("lines come in order, with a mark where a day begins and none for ticks", () => {
  const log = merge(EMPTY, [
    said(0, "customer", "oi"),
    said(1, "bot", "olá"),
    handed(2, "requested"),
    note(3, "cliente antiga"),
    status(4, 1, "read"),
    event(5, "customer", { kind: "message", type: "text", text: "voltei" }, "2026-03-05T12:00:00Z"),
  ]);
  expect(timeline(log).map(({ kind }) => kind)).toEqual([
    "day",
    "said",
    "said",
    "event",
    "note",
    "day",
    "said",
  ]);
});

test("the same voice again goes on, another one begins", () => {
  const log = merge(EMPTY, [
    said(0, "customer", "a"),
    said(1, "customer", "b"),
    said(2, "agent", "c"),
  ]);
  const on = timeline(log).flatMap((line) => (line.kind === "said" ? [line.goesOn] : []));
  expect(on).toEqual([false, true, false]);
});

test("what the customer said since one looked is marked once", () => {
  const log = merge(EMPTY, [
    said(0, "customer", "a"),
    said(1, "agent", "b"),
    said(2, "customer", "c"),
    said(3, "customer", "d"),
  ]);
  expect(timeline(log, [], 1).map(({ kind }) => kind)).toEqual([
    "day",
    "said",
    "said",
    "unread",
    "said",
    "said",
  ]);
});

test("what is in the log already is not shown as unsent, but the same words said before are another message", () => {
  const log = merge(EMPTY, [said(0, "agent", "ok"), said(1, "agent", "certo")]);
  const pending = timeline(log, [unsent("ok", 0), unsent("certo", 0)]);
  expect(pending.filter(({ kind }) => kind === "unsent")).toHaveLength(1);
});
