import { Button, CopyButton as Copier } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useLocale } from "../locale/LocaleProvider";

interface CopyButtonProps {
  value: string;
  /** What is copied, where the button alone does not say it. */
  label?: string;
}

/** Copies a text, and says that it did. */
export function CopyButton({ value, label }: CopyButtonProps) {
  const { t } = useLocale();
  return (
    <Copier value={value} timeout={2_500}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="compact-md"
          onClick={copy}
          leftSection={
            copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
          }
        >
          <span aria-live="polite">{copied ? t("shell.copied") : (label ?? t("shell.copy"))}</span>
        </Button>
      )}
    </Copier>
  );
}
