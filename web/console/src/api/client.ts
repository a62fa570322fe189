import createClient from "openapi-fetch";
import type { paths } from "./schema";

/** What the server said instead of doing it: `message` is for people, `code` for programs. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The API, by the cookie of who signed in. Refused calls throw a `Refusal`. */
export const api = createClient<paths>({ baseUrl: "/", credentials: "same-origin" });

api.use({
  async onResponse({ response }) {
    if (!response.ok) throw await refusalOf(response);
  },
});

/** What a response says that is not the answer. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null);
  return refusal(response.status, body);
}

/** What an answer that refuses says. */
export function refusal(status: number, body: unknown): Refusal {
  const error =
    typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  const said = typeof error === "object" && error !== null ? error : {};
  const code = "code" in said && typeof said.code === "string" ? said.code : "unknown";
  const message = "message" in said && typeof said.message === "string" ? said.message : "";
  return new Refusal(status, code, message);
}
