import { useGrowing } from "./behaviour/useGrowing";
import { Bubble } from "./messages/Bubble";
import { RichText } from "./text/RichText";

/** An answer while it is written. Only seen: it is read aloud once it is whole, in its place in the log. */
export function DraftMessage({ text, sender }: { text: string; sender: string }) {
  const shown = useGrowing(text);
  return (
    <div className="draft" aria-hidden="true" inert>
      <Bubble from="bot" sender={sender} at={null} follows={false}>
        <RichText text={shown} />
      </Bubble>
    </div>
  );
}
