import {
  type CSSVariablesResolver,
  createTheme,
  Modal,
  MultiSelect,
  Notification,
  Select,
  TagsInput,
} from "@mantine/core";

/** The list itself scrolls, as its field's keys move through it; an area around it would be one that no key reaches. */
const OPTIONS = {
  defaultProps: { withScrollArea: false },
  styles: { options: { maxHeight: 220, overflowY: "auto" as const } },
};

/** Prosa's look: one calm green, the system's own letters. */
export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // A dialog's heading is no second banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
    Select: Select.extend(OPTIONS),
    MultiSelect: MultiSelect.extend(OPTIONS),
    TagsInput: TagsInput.extend(OPTIONS),
    Notification: Notification.extend({
      styles: { description: { color: "var(--mantine-color-dimmed)" } },
    }),
  },
});

/** Mantine would take the shade above, on which white letters are too pale. */
const HOVER = { "--mantine-color-teal-filled-hover": "#066a4c" };

/** Quiet text that can still be read: 4.5 to 1 on every ground it stands on. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...HOVER,
    "--mantine-color-dimmed": "#545d66",
    "--mantine-color-placeholder": "#6b747c",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-teal-light": "var(--mantine-color-teal-0)",
    "--mantine-color-teal-light-hover": "var(--mantine-color-teal-1)",
    "--mantine-color-teal-light-color": "#066a4c",
    "--mantine-color-gray-light-color": "var(--mantine-color-gray-8)",
  },
  dark: {
    ...HOVER,
    "--mantine-color-dimmed": "#a6adb4",
    "--mantine-color-placeholder": "#9aa1a8",
    "--mantine-color-error": "var(--mantine-color-red-4)",
  },
});
