import { Anchor, Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useLocale } from "../locale/LocaleProvider";
import { StepCard } from "./StepCard";
import { widgetTag } from "./tag";

interface StepProps {
  done: boolean;
  onDone: () => void;
}

/** One line in the company's own pages. */
export function TagStep({ done, onDone }: StepProps) {
  const { t } = useLocale();
  const tag = widgetTag(location.origin);
  return (
    <StepCard number={4} title={t("welcome.tag")} lead={t("welcome.tag_help")} done={done}>
      <Code block tabIndex={0} aria-label={t("welcome.tag_label")}>
        {tag}
      </Code>
      <Group>
        <CopyButton value={tag} timeout={2_500}>
          {({ copied, copy }) => (
            <Button
              variant="light"
              leftSection={
                copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
              }
              onClick={() => {
                copy();
                onDone();
              }}
            >
              <span aria-live="polite">{t(copied ? "shell.copied" : "welcome.tag_copy")}</span>
            </Button>
          )}
        </CopyButton>
        <Anchor href="/" target="_blank" rel="noreferrer" size="sm" underline="always">
          {t("welcome.tag_sample")}
        </Anchor>
      </Group>
      <Text size="sm">
        {t("welcome.tag_origins")} <Code>PROSA_ALLOWED_ORIGINS</Code>
      </Text>
    </StepCard>
  );
}
