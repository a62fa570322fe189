import { Button, Combobox, Text, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { intentsQuery, useIntentName } from "./intents";
import { intentNamed } from "./options";

interface IntentPickerProps {
  label: string;
  /** What a new intent might be named after. */
  suggestion: string;
  onPick: (intent: string, isNew: boolean) => void;
}

const SHOWN = 60;

/** Any topic there is, found by a part of its name, or a new one. */
export function IntentPicker({ label, suggestion, onPick }: IntentPickerProps) {
  const { t } = useLocale();
  const nameOf = useIntentName();
  const { data } = useQuery(intentsQuery);
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const wanted = intentNamed(search);
  const known = (data ?? []).filter(
    ({ name, label: called }) =>
      intentNamed(name).includes(wanted) || intentNamed(called ?? "").includes(wanted),
  );
  const fresh = intentNamed(search || suggestion.split(/\s+/).slice(0, 4).join(" "));
  const isThere = data?.some(({ name }) => name === fresh) ?? true;
  return (
    <Combobox
      store={combobox}
      width={300}
      position="bottom-start"
      withinPortal
      onOptionSubmit={(value) => {
        combobox.closeDropdown();
        setSearch("");
        if (value.startsWith("+")) onPick(value.slice(1), true);
        else onPick(value, false);
      }}
    >
      <Combobox.Target targetType="button">
        <Button size="compact-sm" variant="default" onClick={() => combobox.toggleDropdown()}>
          {label}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          maxLength={80}
          aria-label={t("training.find_intent")}
          placeholder={t("training.find_intent")}
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Combobox.Options mah={260} style={{ overflowY: "auto" }} aria-label={label}>
          {known.slice(0, SHOWN).map(({ name }) => (
            <Combobox.Option key={name} value={name}>
              {nameOf(name)}
            </Combobox.Option>
          ))}
          {!isThere && fresh !== "" && (
            <Combobox.Option value={`+${fresh}`}>
              {t("training.new_intent", { intent: fresh })}
            </Combobox.Option>
          )}
        </Combobox.Options>
        {known.length === 0 && (
          <Text size="xs" c="dimmed" p="xs">
            {t("training.new_intent_help")}
          </Text>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
