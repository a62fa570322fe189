import { MultiSelect, Select, TagsInput } from "@mantine/core";
import type { Role } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import type { Team } from "./api";

export const ROLES: readonly Role[] = ["agent", "supervisor", "admin"];

export interface Standing {
  role: Role;
  teams: string[];
  skills: string[];
}

interface StandingFieldsProps {
  value: Standing;
  onChange: (value: Standing) => void;
  teams: readonly Team[];
}

/** What somebody is here: role, teams, what they know about. */
export function StandingFields({ value, onChange, teams }: StandingFieldsProps) {
  const { t } = useLocale();
  return (
    <>
      <Select
        label={t("people.role")}
        description={t(`people.role_${value.role}`)}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        value={value.role}
        allowDeselect={false}
        onChange={(chosen) =>
          onChange({ ...value, role: ROLES.find((role) => role === chosen) ?? value.role })
        }
      />
      {teams.length > 0 && (
        <MultiSelect
          label={t("people.teams")}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.teams}
          onChange={(chosen) => onChange({ ...value, teams: chosen })}
          clearable={false}
        />
      )}
      <SkillsInput value={value.skills} onChange={(skills) => onChange({ ...value, skills })} />
    </>
  );
}

interface SkillsInputProps {
  value: string[];
  onChange: (value: string[]) => void;
}

/** What somebody, or a team, knows about. */
export function SkillsInput({ value, onChange }: SkillsInputProps) {
  const { t } = useLocale();
  return (
    <TagsInput
      label={t("people.skills")}
      description={t("people.skills_help")}
      value={value}
      onChange={onChange}
      maxTags={20}
      maxLength={80}
      acceptValueOnBlur
    />
  );
}
