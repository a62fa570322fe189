import { useNavigate } from "@tanstack/react-router";
import { useMe } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { type Place, placesFor } from "./places";
import { useShortcut } from "./shortcuts";

/** `g` and a letter go to an area. Shows nothing. */
export function GoKeys() {
  const { role } = useMe();
  return placesFor(role)
    .filter(({ look }) => look.key !== "")
    .map((place) => <GoKey key={place.path} place={place} />);
}

function GoKey({ place: { path, title, look } }: { place: Place }) {
  const { t } = useLocale();
  const navigate = useNavigate();
  useShortcut(`g ${look.key}`, t("shortcuts.go", { place: t(title) }), () => {
    void navigate({ to: path });
  });
  return null;
}
