interface QuickRepliesProps {
  label: string;
  texts: readonly string[];
  onSay(text: string): void;
}

/** Answers that take one tap. */
export function QuickReplies({ label, texts, onSay }: QuickRepliesProps) {
  return (
    <ul className="quick" aria-label={label}>
      {texts.map((text) => (
        <li key={text}>
          <button type="button" onClick={() => onSay(text)}>
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
