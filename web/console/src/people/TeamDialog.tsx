import { Button, Group, Modal, MultiSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Person, type Team, type TeamValues, useSaveTeam } from "./api";
import { SkillsInput } from "./StandingFields";

interface TeamDialogProps {
  /** The one that is changed; closed while null. */
  team: Team | "new" | null;
  people: readonly Person[];
  onClose: () => void;
}

const NEW: TeamValues = { name: "", description: "", skills: [], members: [] };

/** A team's name, what it is for, and who is in it. */
export function TeamDialog({ team, people, onClose }: TeamDialogProps) {
  const { t } = useLocale();
  const known = team === null || team === "new" ? null : team;
  return (
    <Modal
      opened={team !== null}
      onClose={onClose}
      title={known === null ? t("people.new_team") : t("people.edit_named", { name: known.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <TeamForm key={known?.id ?? "new"} team={known} people={people} onDone={onClose} />
    </Modal>
  );
}

interface TeamFormProps {
  team: Team | null;
  people: readonly Person[];
  onDone: () => void;
}

function TeamForm({ team, people, onDone }: TeamFormProps) {
  const { t } = useLocale();
  const [values, setValues] = useState<TeamValues>(team ?? NEW);
  const { mutate, error, isPending } = useSaveTeam();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { name, description, skills, members } = values;
        mutate(
          { id: team?.id ?? null, values: { name: name.trim(), description, skills, members } },
          { onSuccess: onDone },
        );
      }}
    >
      <Stack>
        <RefusalAlert error={error} />
        <TextInput
          label={t("people.team_name")}
          value={values.name}
          onChange={({ currentTarget }) => setValues({ ...values, name: currentTarget.value })}
          maxLength={80}
          required
          data-autofocus
        />
        <Textarea
          label={t("people.team_description")}
          value={values.description}
          onChange={({ currentTarget }) =>
            setValues({ ...values, description: currentTarget.value })
          }
          maxLength={500}
          autosize
          minRows={2}
        />
        <SkillsInput
          value={values.skills}
          onChange={(skills) => setValues({ ...values, skills })}
        />
        <MultiSelect
          label={t("people.members")}
          data={people
            .filter(({ id, disabled }) => !disabled || values.members.includes(id))
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={values.members}
          onChange={(members) => setValues({ ...values, members })}
          searchable
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
