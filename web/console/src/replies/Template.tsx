import { Mark, Text } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { piecesOf } from "./variables";

/** A ready answer with its variables marked, those that nothing stands for in red. */
export function Template({ text }: { text: string }) {
  const { t } = useLocale();
  return (
    <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} my={6}>
      {piecesOf(text).map((piece, place) => {
        const key = `${place} ${piece.kind}`;
        if (piece.kind === "words") return <span key={key}>{piece.text}</span>;
        if (piece.kind === "unknown")
          return (
            <Text key={key} span c="var(--mantine-color-error)" td="underline">
              {piece.text}
            </Text>
          );
        return (
          <Mark key={key} color="teal">
            {t(`replies.variable_${piece.name}`)}
          </Mark>
        );
      })}
    </Text>
  );
}
