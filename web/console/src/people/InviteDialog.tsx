import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Team, useInvite } from "./api";
import { LinkToCopy } from "./LinkDialog";
import { type Standing, StandingFields } from "./StandingFields";

interface InviteDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Somebody was. */
  onInvited?: () => void;
  teams: readonly Team[];
}

const NEWCOMER: Standing = { role: "agent", teams: [], skills: [] };

/** Somebody new: who they are to be here, then the link that lets them in. */
export function InviteDialog({ opened, onClose, onInvited, teams }: InviteDialogProps) {
  const { t } = useLocale();
  const [email, setEmail] = useState("");
  const [standing, setStanding] = useState(NEWCOMER);
  const { mutate, data, error, isPending, reset } = useInvite();
  const close = () => {
    reset();
    setEmail("");
    setStanding(NEWCOMER);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t("people.invite")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {data !== undefined ? (
        <LinkToCopy link={data.link}>{t("people.invited", { email })}</LinkToCopy>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            mutate(
              { email: email.trim(), ...standing },
              onInvited === undefined ? {} : { onSuccess: onInvited },
            );
          }}
        >
          <Stack>
            <RefusalAlert error={error} />
            <TextInput
              type="email"
              label={t("signin.email")}
              value={email}
              onChange={({ currentTarget }) => setEmail(currentTarget.value)}
              maxLength={254}
              required
              data-autofocus
            />
            <StandingFields value={standing} onChange={setStanding} teams={teams} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("shell.cancel")}
              </Button>
              <Button type="submit" loading={isPending}>
                {t("people.make_link")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
