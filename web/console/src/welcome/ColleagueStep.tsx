import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { teamsQuery } from "../people/api";
import { InviteDialog } from "../people/InviteDialog";
import { StepCard } from "./StepCard";

interface ColleagueStepProps {
  done: boolean;
  /** Only admins invite. */
  may: boolean;
  onDone: () => void;
}

/** Somebody to share the queue with. */
export function ColleagueStep({ done, may, onDone }: ColleagueStepProps) {
  const { t } = useLocale();
  return (
    <StepCard
      number={3}
      title={t("welcome.colleague")}
      lead={t("welcome.colleague_help")}
      done={done}
    >
      {may ? <Invite onDone={onDone} /> : <Text size="sm">{t("welcome.colleague_admin")}</Text>}
      <Group>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t("welcome.skip")}
        </Button>
      </Group>
    </StepCard>
  );
}

function Invite({ onDone }: { onDone: () => void }) {
  const { t } = useLocale();
  const [opened, { open, close }] = useDisclosure();
  const teams = useQuery(teamsQuery).data ?? [];
  return (
    <Group>
      <Button variant="light" leftSection={<IconUserPlus size={18} aria-hidden />} onClick={open}>
        {t("people.invite")}
      </Button>
      <InviteDialog opened={opened} onClose={close} onInvited={onDone} teams={teams} />
    </Group>
  );
}
