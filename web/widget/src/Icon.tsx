/** Drawn on a 24 by 24 grid with a 1.75 wide line. */
const PATHS = {
  chat: "M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.6-2.9A7.5 7.5 0 1 1 20 11.5Z M9 10.5h7 M9 13.5h4",
  close: "M6 6l12 12 M18 6 6 18",
  down: "M12 5v14 M6 13l6 6 6-6",
  chevron: "M6 9l6 6 6-6",
  send: "M5 12h14 M13 6l6 6-6 6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 7.5V12l3 2 M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z",
  alert: "M12 8v5 M12 16h.01 M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0Z",
  person: "M15.5 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0Z M5 19.5c.6-3.4 3.4-5 7-5s6.4 1.6 7 5",
  "thumb-up":
    "M8 10.5 11.5 4a1.9 1.9 0 0 1 2 2.4L12.8 9.5h5a1.7 1.7 0 0 1 1.7 2l-1.1 6a2 2 0 0 1-2 1.6H8Z M8 10.5H4.5v8.6H8",
  "thumb-down":
    "M8 13.5 11.5 20a1.9 1.9 0 0 0 2-2.4l-.7-3.1h5a1.7 1.7 0 0 0 1.7-2l-1.1-6a2 2 0 0 0-2-1.6H8Z M8 13.5H4.5V4.9H8",
  star: "M12 4l2.4 5.1 5.6.7-4.1 3.9 1 5.5L12 16.5l-4.9 2.7 1-5.5L4 9.8l5.6-.7Z",
  ticket: "M4 6.5h16v3.4a2.1 2.1 0 0 0 0 4.2v3.4H4v-3.4a2.1 2.1 0 0 0 0-4.2Z M14 6.5v11",
  box: "M4 8l8-4 8 4v8l-8 4-8-4Z M4 8l8 4 8-4 M12 12v8",
  clip: "M19 11.5l-7.2 7.1a4.3 4.3 0 0 1-6.1-6.1l7.6-7.5a2.9 2.9 0 0 1 4.1 4.1l-7.5 7.5a1.4 1.4 0 0 1-2-2l6.7-6.7",
  article: "M7 4h7l4 4v12H7Z M14 4v4h4 M10 12h5 M10 15.5h5",
  out: "M9 6h9v9 M18 6 7 17",
} as const;

/** A small drawing beside a text that says the same; read aloud as nothing. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
