import { Button, Group, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Person, type Team, useChangePerson } from "./api";
import { StandingFields } from "./StandingFields";

interface PersonDialogProps {
  person: Person;
  teams: readonly Team[];
  opened: boolean;
  onClose: () => void;
}

/** What somebody is called and what they are here. */
export function PersonDialog({ person, teams, opened, onClose }: PersonDialogProps) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("people.edit_named", { name: person.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <PersonForm person={person} teams={teams} onDone={onClose} />
    </Modal>
  );
}

interface PersonFormProps {
  person: Person;
  teams: readonly Team[];
  onDone: () => void;
}

/** Begins with what is known now each time the dialog opens. */
function PersonForm({ person, teams, onDone }: PersonFormProps) {
  const { t } = useLocale();
  const [values, setValues] = useState(person);
  const { mutate, error, isPending } = useChangePerson();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { id, name, role, skills, max_conversations } = values;
        mutate(
          { id, name: name.trim(), role, teams: values.teams, skills, max_conversations },
          { onSuccess: onDone },
        );
      }}
    >
      <Stack>
        <RefusalAlert error={error} />
        <TextInput
          label={t("signin.name")}
          value={values.name}
          onChange={({ currentTarget }) => setValues({ ...values, name: currentTarget.value })}
          maxLength={80}
          required
          data-autofocus
        />
        <StandingFields
          value={values}
          onChange={(standing) => setValues({ ...values, ...standing })}
          teams={teams}
        />
        <NumberInput
          label={t("people.max")}
          description={t("people.max_help")}
          value={values.max_conversations}
          onChange={(max) =>
            setValues({ ...values, max_conversations: Number(max) || values.max_conversations })
          }
          min={1}
          max={100}
          allowDecimal={false}
          clampBehavior="strict"
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isPending}>
            {t("shell.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
