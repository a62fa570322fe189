/** Words for a reply, from beside the field it is written in. */
type Listener = (words: string) => void;

const fields = new Map<string, Listener>();

/** The field of a conversation takes what is inserted, until the returned function is called. */
export function takesInserts(conversation: string, listener: Listener): () => void {
  fields.set(conversation, listener);
  return () => {
    if (fields.get(conversation) === listener) fields.delete(conversation);
  };
}

/** False when nobody is writing there. */
export function insertIntoReply(conversation: string, words: string): boolean {
  const field = fields.get(conversation);
  field?.(words);
  return field !== undefined;
}
