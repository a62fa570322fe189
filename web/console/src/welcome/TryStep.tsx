import { Button, Group } from "@mantine/core";
import { IconMessageChatbot } from "@tabler/icons-react";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { StepCard } from "./StepCard";

interface StepProps {
  done: boolean;
  onDone: () => void;
}

/** The chat as customers see it, right here. */
export function TryStep({ done, onDone }: StepProps) {
  const { t } = useLocale();
  const [shown, setShown] = useState(false);
  return (
    <StepCard number={2} title={t("welcome.bot")} lead={t("welcome.bot_help")} done={done}>
      {shown ? (
        <iframe className="prosa-try" src="/console/try.html" title={t("welcome.bot_frame")} />
      ) : (
        <Group>
          <Button
            variant="light"
            leftSection={<IconMessageChatbot size={18} aria-hidden />}
            onClick={() => {
              setShown(true);
              onDone();
            }}
          >
            {t("welcome.bot_open")}
          </Button>
        </Group>
      )}
    </StepCard>
  );
}
