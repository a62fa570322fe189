import { expect, test } from "vitest";
import type { Person } from "./api";
import { matching } from "./matching";

function person(name: string, skills: string[] = []): Person {
  return {
    id: name,
    name,
    email: `${name.split(" ")[0]?.toLowerCase()}@loja.example`,
    role: "agent",
    teams: [],
    skills,
    max_conversations: 5,
    disabled: false,
    has_password: true,
    totp: false,
    last_seen_at: null,
    created_at: "2026-01-01T12:00:00Z",
  };
}

const ANA = person("Ana Souza", ["cobrança"]);
const JOAO = person("João Lima");

test.each([
  ["", [ANA, JOAO]],
  ["joao", [JOAO]],
  ["SOUZA ana", [ANA]],
  ["cobranca", [ANA]],
  ["loja.example", [ANA, JOAO]],
  ["ana lima", []],
])("'%s' finds them", (words, found) => {
  expect(matching([ANA, JOAO], words)).toEqual(found);
});
