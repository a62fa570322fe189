/** Values of a form's fields, by name. */
import type { FormEvent } from "react";

/** Calls back with the fields' values when the form is sent. The page stays. */
export function onFields<Name extends string>(
  names: readonly Name[],
  send: (values: Record<Name, string>) => void,
): (event: FormEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = names.map((name) => {
      const value = form.get(name);
      return [name, typeof value === "string" ? value : ""];
    });
    send(Object.fromEntries(values) as Record<Name, string>);
  };
}
