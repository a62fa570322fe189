import {
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconWorld,
} from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import { channelName } from "../naming";

const ICONS = {
  whatsapp: IconBrandWhatsapp,
  telegram: IconBrandTelegram,
  messenger: IconBrandMessenger,
} as const;

/** Where the customer writes from. */
export function ChannelIcon({ channel, size = 14 }: { channel: string; size?: number }) {
  const locale = useLocale();
  const Icon = channel in ICONS ? ICONS[channel as keyof typeof ICONS] : IconWorld;
  const name = channelName(channel, locale);
  return (
    <span role="img" aria-label={name} title={name} style={{ display: "inline-flex" }}>
      <Icon size={size} aria-hidden />
    </span>
  );
}
