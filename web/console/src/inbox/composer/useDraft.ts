import { useCallback, useState } from "react";
import { Drafts, type Kind } from "./drafts";

const drafts = new Drafts();

/** The text being written in a conversation: there again after a reload, and after having been elsewhere. */
export function useDraft(conversation: string, kind: Kind): [string, (text: string) => void] {
  const place = `${conversation}:${kind}`;
  const [state, setState] = useState({ place, text: drafts.of(conversation, kind) });
  // Another conversation, or the other kind: its own draft, in the same render.
  const here = state.place === place ? state : { place, text: drafts.of(conversation, kind) };
  if (here !== state) setState(here);
  const set = useCallback(
    (text: string) => {
      drafts.set(conversation, kind, text);
      setState({ place: `${conversation}:${kind}`, text });
    },
    [conversation, kind],
  );
  return [here.text, set];
}

/** Puts words into a draft from outside of its field. */
export function addToDraft(conversation: string, kind: Kind, words: string): void {
  const before = drafts.of(conversation, kind);
  drafts.set(conversation, kind, before.trim() === "" ? words : `${before.trimEnd()} ${words}`);
}

/** What one was writing there, so that nobody takes up a note as a reply. */
export function kindBegun(conversation: string): Kind {
  const noting = drafts.of(conversation, "note") !== "";
  return noting && drafts.of(conversation, "reply") === "" ? "note" : "reply";
}
