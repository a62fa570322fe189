import { refusalOf } from "./client";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Asks the API by the cookie of who signed in. Raises a `Refusal` when it says no. */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    ...(body === undefined
      ? {}
      : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await refusalOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}
