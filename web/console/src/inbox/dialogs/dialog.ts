/** The dialogs of a conversation; one at a time. */
export type DialogName = "resolve" | "transfer" | "snooze" | "tags" | "ticket" | "bot" | "merge";
